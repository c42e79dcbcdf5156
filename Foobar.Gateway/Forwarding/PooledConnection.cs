using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Foobar.Gateway.Transport;

namespace Foobar.Gateway.Forwarding;

/// <summary>A connection to a destination, on which one request follows the other.</summary>
internal sealed class PooledConnection : IDisposable
{
    private readonly PolledSocket _socket;
    private readonly PolledWriter _output;
    private ReceiveBuffer _received = new();
    private int _pending; // of what was received, it is being passed on
    private long _left; // of the body
    private ChunkedBody? _chunks;
    private volatile bool _isOver;

    public PooledConnection(PolledSocket socket)
    {
        _socket = socket;
        _output = new PolledWriter(socket, FindScheduler);
        Deadline = new Deadline(Abort);
    }

    /// <summary>Until when the other side must have gone on; then the connection is broken off.</summary>
    public Deadline Deadline { get; }

    /// <summary>The head of the answer that was read last.</summary>
    public AnswerHead Head { get; } = new();

    /// <summary>When it was left by its last request, in the system's milliseconds.</summary>
    public long IdleSince { get; set; }

    /// <summary>It has had a request before.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Where the request goes.</summary>
    public IBufferWriter<byte> Output => _output;

    /// <summary>Nothing has arrived that nobody has asked for, such as the end.</summary>
    public bool IsQuiet => !_isOver && _received.IsEmpty && _socket.HasNothing;

    /// <summary>Has something done when the other side ends the connection.</summary>
    public void AtTheEnd(Action action) => _socket.AtTheEnd(action);

    /// <summary>Sends what was written to <see cref="Output"/>, now or a moment later.</summary>
    /// <returns>Completed when nobody is there to take it.</returns>
    public ValueTask<FlushResult> SendAsync()
    {
        (_pending, _chunks) = (0, null);
        return _output.FlushAsync();
    }

    /// <summary>Reads the head of the answer.</summary>
    /// <param name="sent">What became of the request.</param>
    /// <param name="isHead">The request is for the head alone.</param>
    /// <returns>False when the destination had ended the connection before the request came: it had waited for one, and not a byte has come. Null when the head has to be waited for.</returns>
    /// <exception cref="HttpRequestException">The connection ended, or this is no answer.</exception>
    /// <exception cref="ObjectDisposedException">It was aborted.</exception>
    public bool? TryReadAnswer(FlushResult sent, bool isHead)
    {
        try
        {
            while (!sent.IsCompleted && Receive(0) is var count and not 0)
            {
                if (count < 0)
                    return null;
                if (TryReadHead(isHead))
                    return true;
            }
        }
        catch (SocketException failure)
        {
            throw Broken(failure);
        }
        return IsUsed && _received.IsEmpty ? false : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection ended before the answer.");
    }

    /// <summary>The next piece of the answer's body, as far as it is there; it stays until the next one is asked for.</summary>
    /// <param name="piece">Empty at the end.</param>
    /// <returns>False when it has to be waited for.</returns>
    /// <exception cref="HttpRequestException">The connection ended before the body, or this is none.</exception>
    /// <exception cref="ObjectDisposedException">It was aborted.</exception>
    public bool TryReadBody(out ReadOnlyMemory<byte> piece)
    {
        _received.Take(_pending);
        _pending = 0;
        try
        {
            while (!TryFindPiece(out piece))
            {
                var count = Receive(Head.Framing == BodyFraming.Length ? _left : ReceiveBuffer.Largest);
                if (count < 0)
                    return false;
                if (count == 0)
                    return Head.Framing == BodyFraming.UntilClose ? true : throw EndedInTheBody();
            }
            return true;
        }
        catch (SocketException failure)
        {
            throw Broken(failure);
        }
    }

    /// <summary>All of the body has been read.</summary>
    public bool IsRead => Head.Framing switch
    {
        BodyFraming.Length => _left == 0,
        BodyFraming.Chunked => _chunks!.IsOver,
        BodyFraming.UntilClose => false,
        _ => true,
    };

    /// <summary>How much of a body of known length has not been received.</summary>
    public long Missing => Head.Framing == BodyFraming.Length ? Math.Max(0, _left - _received.Length) : 0;

    /// <summary>Moves what has come of a body of known length: from the system to where it goes, without a buffer between.</summary>
    /// <param name="output">It is not flushed.</param>
    /// <returns>Whether that was the end.</returns>
    /// <exception cref="HttpRequestException">The connection ended before the body.</exception>
    /// <exception cref="ObjectDisposedException">It was aborted.</exception>
    public bool MoveBody(IBufferWriter<byte> output)
    {
        var first = (int)Math.Min(_left, _received.Length);
        output.Write(_received.Span[..first]);
        _received.Take(first);
        _left -= first;
        try
        {
            for (var moved = first; _left > 0 && moved < ReceiveBuffer.Largest && !_socket.HasNothing;)
            {
                // A byte more than there is to come: only a room that was not filled shows that all has been taken.
                var room = output.GetSpan((int)Math.Min(_left, ReceiveBuffer.Largest) + 1);
                var count = _socket.Receive(room);
                if (count < 0)
                    break;
                if (count == 0)
                    throw EndedInTheBody();
                if (count > _left)
                    (count, _isOver) = ((int)_left, true); // nobody asked for more
                output.Advance(count);
                moved += count;
                _left -= count;
            }
        }
        catch (SocketException failure)
        {
            throw Broken(failure);
        }
        return _left == 0;
    }

    /// <summary>Waits until there may be more to read.</summary>
    public ValueTask WaitAsync() => _socket.WaitToReceiveAsync();

    /// <summary>What came after a body in chunks; null after another one.</summary>
    public IReadOnlyList<(string Name, string Value)>? Trailers => _chunks?.Trailers;

    /// <summary>Breaks off what is under way, from any thread.</summary>
    public void Abort()
    {
        _isOver = true;
        _socket.Reset();
    }

    public void Dispose()
    {
        _isOver = true;
        _output.Complete();
        _socket.Dispose();
        Deadline.Dispose();
    }

    /// <summary>Each of the streams of HTTP/2 asks by itself, in the pool: that goes out when the pool has seen to those before it.</summary>
    private static PipeScheduler? FindScheduler() => (PipeScheduler?)EventLoop.Current ?? (Thread.CurrentThread.IsThreadPoolThread ? PipeScheduler.ThreadPool : null);

    private static HttpRequestException Broken(SocketException failure) => new(HttpRequestError.ResponseEnded, failure.Message, failure);

    private static HttpRequestException EndedInTheBody() => new(HttpRequestError.ResponseEnded, "The connection ended before the answer's body.");

    private bool TryReadHead(bool isHead)
    {
        while (Head.TryRead(_received.Span, isHead, out var length))
        {
            _received.Take(length);
            if (Head.Status == StatusCodes.Status101SwitchingProtocols)
                throw new HttpRequestException(HttpRequestError.InvalidResponse, "The destination changes to another protocol, which it was not asked to.");
            if (Head.Status < StatusCodes.Status200OK)
                continue; // it says that there will be an answer
            (_left, _chunks) = (Head.Length, Head.Framing == BodyFraming.Chunked ? new ChunkedBody() : null);
            return true;
        }
        return false;
    }

    private bool TryFindPiece(out ReadOnlyMemory<byte> piece)
    {
        piece = default;
        switch (Head.Framing)
        {
            case BodyFraming.Length when _left > 0:
                while (_received.Length < Math.Min(_left, ReceiveBuffer.Largest) && Receive(_left) > 0)
                {
                    // What has come already goes out together.
                }
                piece = _received.Memory[..(int)Math.Min(_left, _received.Length)];
                _left -= piece.Length;
                _pending = piece.Length;
                return _pending > 0;
            case BodyFraming.Chunked when !_chunks!.IsOver:
                piece = TakeChunksApart();
                return !piece.IsEmpty || _chunks.IsOver;
            case BodyFraming.UntilClose:
                piece = _received.Memory;
                _pending = piece.Length;
                return _pending > 0;
            default:
                return true;
        }
    }

    /// <summary>What of the chunks has come, moved together, so that it goes out together.</summary>
    private ReadOnlyMemory<byte> TakeChunksApart()
    {
        var received = _received.Memory;
        var (taken, first, length) = (0, 0, 0);
        while (_chunks!.Read(received.Span[taken..], out var range) is var count and > 0)
        {
            var (offset, bytes) = range.GetOffsetAndLength(received.Length - taken);
            if (length == 0)
                first = taken + offset;
            else
                received.Slice(taken + offset, bytes).CopyTo(received[(first + length)..]);
            length += bytes;
            taken += count;
        }
        if (length == 0)
            _received.Take(taken);
        else
            _pending = taken;
        return received.Slice(first, length);
    }

    /// <summary>Receives more.</summary>
    /// <param name="wanted">Bytes that are known to come.</param>
    /// <returns>How many bytes; 0 at the end, -1 when nothing is there now.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    /// <exception cref="ObjectDisposedException">It was aborted.</exception>
    private int Receive(long wanted) => _received.Receive(_socket, wanted, ReceiveBuffer.Least);
}
