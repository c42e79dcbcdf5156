using System.Buffers;

namespace Foobar.Gateway.Transport;

/// <summary>What a connection has received and nobody has taken: in one piece of the pool's memory, and none while there is nothing.</summary>
internal struct ReceiveBuffer
{
    /// <summary>Bytes of the smallest piece.</summary>
    public const int Least = 4 * 1024;

    /// <summary>Bytes of the largest piece, but for what does not fit in without a break.</summary>
    public const int Largest = 64 * 1024;

    private byte[] _bytes;

    public ReceiveBuffer() => _bytes = [];

    /// <summary>Where in its piece of memory it begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where in its piece of memory it ends.</summary>
    public int End { get; private set; }

    /// <summary>Bytes that are there.</summary>
    public readonly int Length => End - Start;

    /// <summary>There is nothing.</summary>
    public readonly bool IsEmpty => Start == End;

    /// <summary>There is no place for a byte more.</summary>
    public readonly bool IsFull => End == _bytes.Length;

    /// <summary>What is there, until some of it is taken or more is received.</summary>
    public readonly Memory<byte> Memory => _bytes.AsMemory(Start, Length);

    /// <inheritdoc cref="Memory"/>
    public readonly Span<byte> Span => _bytes.AsSpan(Start, Length);

    /// <summary>Receives more.</summary>
    /// <param name="socket">From there.</param>
    /// <param name="wanted">Bytes that are known to come; they get a place, as far as it is none too large.</param>
    /// <param name="least">Bytes of a new piece of memory, where one is needed.</param>
    /// <returns>How many bytes; 0 at the end, -1 when nothing is there now.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The connection is broken.</exception>
    /// <exception cref="ObjectDisposedException">It was aborted.</exception>
    public int Receive(PolledSocket socket, long wanted, int least)
    {
        if (socket.HasNothing)
            return -1;
        MakeRoom(wanted, least);
        var count = socket.Receive(_bytes.AsSpan(End));
        if (count > 0)
            End += count;
        else if (IsEmpty)
            GiveBack();
        return count;
    }

    /// <summary>Takes so many bytes from the beginning.</summary>
    public void Take(int bytes)
    {
        Start += bytes;
        if (IsEmpty)
            GiveBack();
    }

    /// <summary>Forgets what is there, and leaves its memory to the collector: somebody may look at it still.</summary>
    public void Forget() => (_bytes, Start, End) = ([], 0, 0);

    private void MakeRoom(long wanted, int least)
    {
        if (!IsFull && (wanted <= _bytes.Length - Start || _bytes.Length >= Largest))
            return;
        var length = Length;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(2 * length, Math.Clamp(wanted, least, Largest)));
        Span.CopyTo(larger);
        GiveBack();
        (_bytes, End) = (larger, length);
    }

    private void GiveBack()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        Forget();
    }
}
