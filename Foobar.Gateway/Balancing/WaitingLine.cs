namespace Foobar.Gateway.Balancing;

/// <summary>Requests that wait for a place, first come, first served.</summary>
internal sealed class WaitingLine
{
    private readonly Lock _line = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private volatile int _count;
    private long _turnedAway;

    /// <summary>Requests that wait.</summary>
    public int Count => _count;

    /// <summary>Requests that found no place, or not in time.</summary>
    public long TurnedAway => Interlocked.Read(ref _turnedAway);

    /// <summary>A request found no place, or not in time.</summary>
    public void TurnAway() => Interlocked.Increment(ref _turnedAway);

    /// <summary>Joins at the end; null when the line is as long as it may be.</summary>
    public Waiter? TryJoin(int limit)
    {
        lock (_line)
        {
            if (_count >= limit)
                return null;
            var waiter = new Waiter();
            _waiters.AddLast(waiter);
            _count = _waiters.Count;
            if (_count == 1)
                waiter.Call();
            return waiter;
        }
    }

    /// <summary>Leaves, with a place or without; the next one looks for one then.</summary>
    public void Leave(Waiter waiter)
    {
        lock (_line)
        {
            _waiters.Remove(waiter);
            _count = _waiters.Count;
            _waiters.First?.Value.Call();
        }
    }

    /// <summary>There may be a place: the first one looks.</summary>
    public void CallFirst()
    {
        if (_count == 0)
            return;
        lock (_line)
            _waiters.First?.Value.Call();
    }

    /// <summary>A request in the line.</summary>
    internal sealed class Waiter
    {
        private TaskCompletionSource _called = New();

        /// <summary>Returns when it may look for a place, at once for a call since the last time.</summary>
        /// <exception cref="TimeoutException">Nobody called in time.</exception>
        public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
        {
            await Volatile.Read(ref _called).Task.WaitAsync(limit, time, cancellationToken);
            // Before it looks: a call that comes while it does so is one to look again.
            Volatile.Write(ref _called, New());
        }

        /// <summary>Calls it.</summary>
        public void Call() => Volatile.Read(ref _called).TrySetResult();

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
