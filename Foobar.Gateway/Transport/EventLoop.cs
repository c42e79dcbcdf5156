using System.IO.Pipelines;

namespace Foobar.Gateway.Transport;

/// <summary>A thread that waits until sockets are ready, and does what follows from it itself, without a hand-over to another one.</summary>
/// <remarks>
/// There is one for each processor, as long as the process lives. Nothing that runs here may block, or calculate for long: the other sockets wait for it.
/// Destinations go before visitors: where what has been begun is finished first, few requests are under way at once, and the processor's caches hold what they need.
/// As a scheduler it does things when all that was ready has been seen to; it is asked by its own thread alone (<see cref="Current"/>).
/// </remarks>
internal sealed class EventLoop : PipeScheduler
{
    private const int EventsAtOnce = 128;

    /// <summary>Of fewer that are ready, each is seen to before the next: the others would have nothing to do meanwhile (docs/gateway-speed.md).</summary>
    private const int Many = 6;

    /// <summary>So many visitors' sockets are seen to before it is looked what else has become ready (docs/gateway-speed.md).</summary>
    private const int VisitorsAtOnce = 12;

    private static readonly Lazy<EventLoop[]> s_all = new(() => [.. Enumerable.Range(0, Environment.ProcessorCount).Select(index => new EventLoop(index))]);
    private static uint s_turn;

    [ThreadStatic]
    private static EventLoop? t_current;

    private readonly Epoll _epoll = new();
    private readonly Queue<PolledSocket> _visitors = new(); // that are ready, and not seen to
    private readonly Queue<(Action<object?> Action, object? State)> _afterwards = new();
    private readonly Lock _lock = new(); // guards who has which place
    private readonly Stack<int> _freePlaces = new();
    private volatile PolledSocket?[] _sockets = new PolledSocket?[256];
    private int _places;
    private uint _generation;

    private EventLoop(int index) => new Thread(Run) { Name = $"Sockets {index}", IsBackground = true }.Start();

    /// <summary>The loop that this code runs in while it works on many that are ready; null anywhere else.</summary>
    public static EventLoop? Current => t_current;

    /// <summary>Each in its turn.</summary>
    public static EventLoop Next()
    {
        var all = s_all.Value;
        return all[(int)(Interlocked.Increment(ref s_turn) % (uint)all.Length)];
    }

    public override void Schedule(Action<object?> action, object? state) => _afterwards.Enqueue((action, state));

    /// <summary>Tells the socket what it is ready for, from now on.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system does not watch more.</exception>
    public void Add(PolledSocket socket, int handle)
    {
        Seat(socket);
        try
        {
            _epoll.Watch(handle, socket.Key, Readiness.Read | Readiness.Write | Readiness.EndOfInput | Readiness.Edges);
        }
        catch
        {
            Release(socket);
            throw;
        }
    }

    public void Remove(PolledSocket socket, int handle)
    {
        _epoll.Forget(handle);
        Release(socket);
    }

    private void Run()
    {
        var events = Epoll.RoomFor(EventsAtOnce);
        while (true)
        {
            var count = _epoll.Wait(events, _visitors.Count > 0 ? 0 : Timeout.Infinite);
            t_current = count + _visitors.Count >= Many ? this : null;
            for (var i = 0; i < count; i++)
            {
                var (key, readiness) = Epoll.Read(events, i);
                if (Find(key) is not { } ready)
                    continue;
                if (ready.GoesFirst)
                    ready.Tell(readiness);
                else if (ready.Keep(readiness))
                    _visitors.Enqueue(ready);
            }
            for (var i = 0; i < VisitorsAtOnce && _visitors.TryDequeue(out var visitor); i++)
                visitor.TellKept();
            t_current = null;
            while (_afterwards.TryDequeue(out var next))
                next.Action(next.State);
        }
    }

    private void Seat(PolledSocket socket)
    {
        lock (_lock)
        {
            if (!_freePlaces.TryPop(out var place))
            {
                place = _places++;
                if (place == _sockets.Length)
                {
                    var more = new PolledSocket?[2 * place];
                    _sockets.CopyTo(more, 0);
                    _sockets = more;
                }
            }
            socket.Key = ((ulong)++_generation << 32) | (uint)place;
            _sockets[place] = socket;
        }
    }

    private void Release(PolledSocket socket)
    {
        lock (_lock)
        {
            _sockets[(uint)socket.Key] = null;
            _freePlaces.Push((int)(uint)socket.Key);
        }
    }

    /// <summary>An event of a socket that has left meanwhile is for nobody, also when its place has been taken.</summary>
    private PolledSocket? Find(ulong key) => Volatile.Read(ref _sockets[(uint)key]) is { } socket && socket.Key == key ? socket : null;
}
