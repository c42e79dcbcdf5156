using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Foobar.Gateway.Transport;

/// <summary>Sends on a socket. What is flushed in short succession, by one thread for one socket or for many, goes out together a moment later.</summary>
/// <remarks>
/// Each flush would be a call of the system, and one that wakes the other side when it sleeps; of many in a row, the first wakes it for all (docs/gateway-speed.md).
/// A flush that is left for later counts as done: that nobody reads any more is told by the next one. Used by one caller at a time.
/// </remarks>
/// <param name="socket">Not written to by others.</param>
/// <param name="later">Who does the flushes; null when they are to be done at once.</param>
internal sealed class PolledWriter(PolledSocket socket, Func<PipeScheduler?> later) : PipeWriter
{
    /// <summary>So much, in bytes, goes out without waiting for more.</summary>
    public const int Enough = 16 * 1024;

    private const int LeastBuffer = 4 * 1024;
    private const int LargestBuffer = 128 * 1024; // what the proxy copies at a time, 64 KB, and the head of the answer

    private readonly Lock _lock = new(); // guards all of it while it is shared
    private readonly Queue<(byte[] Bytes, int Length)> _full = new();
    private byte[] _buffer = [];
    private int _length;
    private int _sent; // of the first buffer
    private int _unsent; // of all
    private int _bufferSize = LeastBuffer;
    private bool _isWriting; // somebody has memory of the last buffer
    private volatile bool _isShared; // with who sends later: scheduled, or waiting for room
    private bool _isScheduled;
    private bool _isBroken;
    private bool _isCanceled;
    private Task? _sending; // waits for room
    private TaskCompletionSource? _cancellation; // of who waits for that

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unsent;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (!_isShared)
            return FindRoom(sizeHint);
        lock (_lock)
            return FindRoom(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (!_isShared)
        {
            Add(bytes);
            return;
        }
        lock (_lock)
            Add(bytes);
    }

    /// <summary>Sends what was written, now or a moment later.</summary>
    /// <returns>Completed when nobody is there to take it.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the system had room for it; it is sent all the same.</exception>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _isWriting = false;
            if (_sending is null)
            {
                if (_unsent is > 0 and < Enough && later() is { } scheduler)
                {
                    Schedule(scheduler);
                    return new ValueTask<FlushResult>(Result());
                }
                Send();
            }
            return _sending is { } sending ? WaitAsync(sending, cancellationToken) : new ValueTask<FlushResult>(Result());
        }
    }

    /// <summary>Much is sent from where it is, as far as there is room.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (source.Length >= Enough && _unsent == 0 && !_isBroken && TrySend(source.Span, moreFollows: false) is { } count)
                source = source[count..];
        }
        return base.WriteAsync(source, cancellationToken);
    }

    public override void CancelPendingFlush()
    {
        lock (_lock)
        {
            if (_cancellation is null)
                _isCanceled = true;
            else
                _cancellation.TrySetResult();
        }
    }

    /// <summary>Sends what is left.</summary>
    public override void Complete(Exception? exception = null)
    {
        lock (_lock)
        {
            _isWriting = false;
            if (_sending is null)
                Send();
        }
    }

    /// <summary>Waits until the system has all that was said to be sent.</summary>
    /// <exception cref="TimeoutException">It had no room for it in that time.</exception>
    public Task DrainAsync(TimeSpan atMost)
    {
        lock (_lock)
            return _sending is { } sending && _cancellation is null ? sending.WaitAsync(atMost) : Task.CompletedTask;
    }

    private void Schedule(PipeScheduler scheduler)
    {
        if (_isScheduled)
            return;
        _isShared = _isScheduled = true;
        scheduler.Schedule(static writer => ((PolledWriter)writer!).SendLater(), this);
    }

    private void SendLater()
    {
        lock (_lock)
        {
            _isScheduled = false;
            // Who is writing flushes when that is done, and what waits for room sends all.
            if (!_isWriting && _sending is null)
                Send();
            _isShared = _sending is not null;
        }
    }

    private void Send()
    {
        if (TrySendAll())
            return;
        _isShared = true;
        if (SendWhenThereIsRoomAsync() is { IsCompleted: false } sending)
            _sending = sending;
    }

    private async Task SendWhenThereIsRoomAsync()
    {
        while (true)
        {
            await socket.WaitToSendAsync();
            lock (_lock)
            {
                if (!TrySendAll())
                    continue;
                _sending = null;
                _isShared = _isScheduled;
                return;
            }
        }
    }

    private async ValueTask<FlushResult> WaitAsync(Task sending, CancellationToken cancellationToken)
    {
        var cancellation = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isCanceled)
                cancellation.SetResult();
            (_cancellation, _isCanceled) = (cancellation, false);
        }
        try
        {
            await Task.WhenAny(sending, cancellation.Task).WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock)
                _cancellation = null;
        }
        lock (_lock)
            return new FlushResult(cancellation.Task.IsCompleted, _isBroken);
    }

    /// <returns>False when the system has no room now.</returns>
    private bool TrySendAll()
    {
        if (_unsent > _bufferSize)
            _bufferSize = Math.Min(LargestBuffer, _unsent);
        while (!_isBroken && _unsent > 0)
        {
            var isLast = _full.Count == 0;
            var (bytes, length) = isLast ? (_buffer, _length) : _full.Peek();
            if (TrySend(bytes.AsSpan(_sent, length - _sent), moreFollows: !isLast) is not { } count)
                return false;
            _sent += count;
            _unsent -= count;
            if (_sent == length && !isLast)
            {
                Return(_full.Dequeue().Bytes);
                _sent = 0;
            }
        }
        Drop();
        return true;
    }

    /// <returns>How many bytes the system took; null when it has no room now.</returns>
    private int? TrySend(ReadOnlySpan<byte> bytes, bool moreFollows)
    {
        try
        {
            return socket.Send(bytes, moreFollows) is var count and >= 0 ? count : null;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            _isBroken = true;
            return 0;
        }
    }

    private Memory<byte> FindRoom(int sizeHint)
    {
        MakeRoom(Math.Max(1, sizeHint));
        _isWriting = true;
        return _buffer.AsMemory(_length);
    }

    private void Add(int bytes)
    {
        _length += bytes;
        _unsent += bytes;
    }

    private void MakeRoom(int size)
    {
        if (_buffer.Length - _length >= size)
            return;
        if (_full.Count == 0 && _sent == _length)
            (_length, _sent) = (0, 0); // all of it is out
        if (_length > 0)
            _full.Enqueue((_buffer, _length));
        else
            Return(_buffer);
        var next = _full.Count == 0 ? _bufferSize : Math.Min(LargestBuffer, 4 * _buffer.Length);
        (_buffer, _length) = (ArrayPool<byte>.Shared.Rent(Math.Max(size, next)), 0);
    }

    /// <summary>Nothing is kept of what has been sent, or cannot be.</summary>
    private void Drop()
    {
        while (_full.TryDequeue(out var full))
            Return(full.Bytes);
        _unsent = 0;
        if (_isWriting)
        {
            _sent = _length;
            return;
        }
        Return(_buffer);
        (_buffer, _length, _sent) = ([], 0, 0);
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private FlushResult Result()
    {
        var isCanceled = _isCanceled;
        _isCanceled = false;
        return new FlushResult(isCanceled, _isBroken);
    }
}
