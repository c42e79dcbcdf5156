using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Foobar.Gateway.Transport;

/// <summary>A connected socket whose bytes are moved by the thread of an <see cref="EventLoop"/>. One reads and one writes at a time.</summary>
internal sealed partial class PolledSocket : IDisposable
{
    private const int NothingNow = 11; // EAGAIN
    private const int Interrupted = 4;
    private const int WithoutWaiting = 0x40; // MSG_DONTWAIT
    private const int WithoutSignal = 0x4000; // MSG_NOSIGNAL
    private const int MoreFollows = 0x8000; // MSG_MORE

    private readonly Socket _socket;
    private readonly int _handle;
    private readonly EventLoop _loop;
    private readonly Gate _input = new();
    private readonly Gate _output = new();
    private readonly Lock _reading = new(); // guards that nobody reads from the handle of another socket
    private readonly Lock _writing = new(); // the same for writing
    private Readiness _kept; // by the loop alone
    private Action? _atTheEnd;
    private volatile bool _isAtTheEnd;
    private bool _isClosed;

    /// <param name="socket">Connected, or about to be.</param>
    /// <param name="goesFirst">It is a destination's, see <see cref="GoesFirst"/>.</param>
    public PolledSocket(Socket socket, bool goesFirst = false)
    {
        GoesFirst = goesFirst;
        _socket = socket;
        _handle = (int)socket.SafeHandle.DangerousGetHandle();
        _loop = EventLoop.Next();
        _loop.Add(this, _handle);
    }

    /// <summary>What the loop knows it by.</summary>
    internal ulong Key { get; set; }

    /// <summary>What comes here belongs to something that has been begun: the loop sees to it before visitors begin more.</summary>
    internal bool GoesFirst { get; }

    /// <summary>Connects to the first address where somebody answers.</summary>
    /// <exception cref="SocketException">Nobody answers at any.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public static async Task<PolledSocket> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                // The next one may be right.
            }
        }
    }

    /// <summary>Has something done once, by another thread, when the other side has sent its last byte or is gone; at once when that is so already.</summary>
    public void AtTheEnd(Action action)
    {
        Interlocked.Exchange(ref _atTheEnd, action);
        if (_isAtTheEnd)
            TellEnd();
    }

    /// <summary>Takes what has arrived.</summary>
    /// <param name="room">Not empty.</param>
    /// <returns>How many bytes; 0 at the end, -1 when nothing is there now.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Receive(Span<byte> room)
    {
        var told = _input.Told;
        while (true)
        {
            if (_input.IsShut)
                return -1;
            nint count;
            int error;
            lock (_reading)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                count = Receive(_handle, room, room.Length, WithoutWaiting);
                error = Marshal.GetLastPInvokeError();
            }
            if (count >= 0)
            {
                // Less than there was room for is all; the end, where it has come, has been told.
                if (count < room.Length && count > 0 && !_isAtTheEnd)
                    _input.Exhaust(told);
                return (int)count;
            }
            if (error == NothingNow)
            {
                _input.Exhaust(told);
                return -1;
            }
            if (error != Interrupted)
                throw new SocketException((int)Translate(error));
        }
    }

    /// <summary>Whether it is known that nothing is there to take.</summary>
    public bool HasNothing => _input.IsShut;

    /// <summary>Waits until there may be something to take.</summary>
    public ValueTask WaitToReceiveAsync() => _input.WaitAsync();

    /// <summary>Has who waits look again.</summary>
    public void WakeReceiver() => _input.Open();

    /// <summary>Hands bytes to the system.</summary>
    /// <returns>How many it took; -1 when it has no room now.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Send(ReadOnlySpan<byte> bytes, bool moreFollows = false)
    {
        var told = _output.Told;
        while (true)
        {
            nint count;
            int error;
            lock (_writing)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                count = Send(_handle, bytes, bytes.Length, WithoutWaiting | WithoutSignal | (moreFollows ? MoreFollows : 0));
                error = Marshal.GetLastPInvokeError();
            }
            if (count >= 0)
                return (int)count;
            if (error == NothingNow)
            {
                _output.Exhaust(told);
                return -1;
            }
            if (error != Interrupted)
                throw new SocketException((int)Translate(error));
        }
    }

    /// <summary>Waits until there may be room to send.</summary>
    public ValueTask WaitToSendAsync() => _output.WaitAsync();

    /// <summary>Breaks the connection off, so that the other side sees that it was not an end.</summary>
    public void Reset() => Close(isReset: true);

    /// <summary>Closes the connection. Who waits is told that it is closed.</summary>
    public void Dispose() => Close(isReset: false);

    /// <summary>What the system tells of the socket.</summary>
    internal void Tell(Readiness readiness)
    {
        var isAtTheEnd = (readiness & Readiness.AtTheEnd) != 0;
        if (isAtTheEnd)
            _isAtTheEnd = true;
        if ((readiness & Readiness.ForWriting) != 0)
            _output.Open(forGood: (readiness & (Readiness.Failed | Readiness.Closed)) != 0);
        if ((readiness & Readiness.ForReading) != 0)
            _input.Open(forGood: isAtTheEnd);
        if (isAtTheEnd)
            TellEnd();
    }

    /// <summary>Keeps what the system tells for <see cref="TellKept"/>.</summary>
    /// <returns>Whether nothing was kept before.</returns>
    internal bool Keep(Readiness readiness)
    {
        var isFirst = _kept == Readiness.None;
        _kept |= readiness;
        return isFirst;
    }

    internal void TellKept()
    {
        var kept = _kept;
        _kept = Readiness.None;
        Tell(kept);
    }

    private static async Task<PolledSocket> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
        PolledSocket? polled = null;
        try
        {
            try
            {
                socket.Connect(address);
            }
            catch (SocketException later) when (later.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // The system goes on with it, and tells when it can be written to.
            }
            polled = new PolledSocket(socket, goesFirst: true);
            await using (cancellationToken.UnsafeRegister(static socket => ((PolledSocket)socket!)._output.Open(forGood: true), polled))
                await polled._output.WaitAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int error and not 0)
                throw new SocketException(error);
            return polled;
        }
        catch
        {
            polled?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private void TellEnd()
    {
        if (Interlocked.Exchange(ref _atTheEnd, null) is { } action)
            ThreadPool.UnsafeQueueUserWorkItem(static action => action(), action, preferLocal: false);
    }

    private void Close(bool isReset)
    {
        lock (_reading)
        lock (_writing)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _loop.Remove(this, _handle);
            if (isReset)
            {
                _socket.Close(timeout: 0);
            }
            else
            {
                TryShutdown();
                _socket.Dispose();
            }
        }
        _input.Open(forGood: true);
        _output.Open(forGood: true);
    }

    private void TryShutdown()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The other side is gone already.
        }
    }

    private static SocketError Translate(int error) => error switch
    {
        32 => SocketError.Shutdown, // EPIPE
        104 => SocketError.ConnectionReset,
        110 => SocketError.TimedOut,
        113 => SocketError.HostUnreachable,
        _ => SocketError.SocketError,
    };

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Receive(int socket, Span<byte> room, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Send(int socket, ReadOnlySpan<byte> bytes, nint length, int flags);
}
