namespace Foobar.Gateway.Health;

/// <summary>Takes a destination out whose answers to visitors are failures, and lets single requests try it again later.</summary>
/// <remarks>The usual case, a success while closed, is one read and takes no lock.</remarks>
internal sealed class Breaker(TimeProvider time)
{
    private const int WindowSeconds = 5;
    private const int LongerAtMost = 6;

    private readonly Lock _verdict = new();
    private readonly Bucket[] _buckets = [.. Enumerable.Range(0, WindowSeconds).Select(_ => new Bucket())];
    private volatile bool _isClosed = true;
    private long _until;
    private int _inARow;
    private int _openings;
    private int _trials;
    private int _passed;
    private string _reason = "";

    /// <summary>The state now.</summary>
    public BreakerState State => _isClosed ? BreakerState.Closed : time.GetTimestamp() < Volatile.Read(ref _until) ? BreakerState.Open : BreakerState.HalfOpen;

    /// <summary>The last failure before it opened, as text for people.</summary>
    public string Reason => Volatile.Read(ref _reason);

    /// <summary>When it opened last.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Takes the one place for a trial; false when somebody has it, or it is not the time for one.</summary>
    public bool TryBeginTrial() => State == BreakerState.HalfOpen && Interlocked.CompareExchange(ref _trials, 1, 0) == 0;

    /// <summary>Gives the place for a trial back.</summary>
    public void EndTrial() => Volatile.Write(ref _trials, 0);

    /// <summary>A request was answered well; true when that closes the breaker.</summary>
    public bool Succeed(HealthOptions options)
    {
        Count(failed: false);
        if (_isClosed)
        {
            if (Volatile.Read(ref _inARow) != 0)
                Volatile.Write(ref _inARow, 0);
            return false;
        }
        lock (_verdict)
        {
            // Answers to requests that were sent before it opened say nothing of now.
            if (State != BreakerState.HalfOpen || ++_passed < options.Trials)
                return false;
            Reset();
            return true;
        }
    }

    /// <summary>A request failed; true when that opens the breaker.</summary>
    public bool Fail(HealthOptions options, string reason)
    {
        Count(failed: true);
        lock (_verdict)
        {
            _inARow++;
            var state = State;
            var isOver = state switch
            {
                BreakerState.Closed => _inARow >= options.FailuresInARow || IsRateOver(options),
                BreakerState.HalfOpen => true,
                _ => false,
            };
            if (!isOver)
                return false;
            // Each failed trial doubles the time until the next one.
            var longer = Math.Min(_openings++, LongerAtMost);
            var openFor = options.OpenFor * (1 << longer);
            openFor = openFor < options.OpenForAtMost ? openFor : options.OpenForAtMost;
            Volatile.Write(ref _until, time.GetTimestamp() + (long)(openFor.TotalSeconds * time.TimestampFrequency));
            Volatile.Write(ref _reason, reason);
            _passed = 0;
            Since = time.GetUtcNow();
            _isClosed = false;
            return true;
        }
    }

    /// <summary>Closes it: the destination is another one now.</summary>
    public void Close()
    {
        lock (_verdict)
            Reset();
    }

    private void Reset()
    {
        (_inARow, _openings, _passed) = (0, 0, 0);
        foreach (var bucket in _buckets)
            bucket.Clear();
        _isClosed = true;
    }

    private bool IsRateOver(HealthOptions options)
    {
        var oldest = GetSecond() - WindowSeconds;
        int all = 0, failed = 0;
        foreach (var bucket in _buckets)
        {
            if (bucket.Second <= oldest)
                continue;
            all += bucket.All;
            failed += bucket.Failed;
        }
        return all >= options.RateFrom && failed >= options.FailureRate * all;
    }

    private void Count(bool failed)
    {
        var second = GetSecond();
        _buckets[second % WindowSeconds].Add(second, failed);
    }

    private long GetSecond() => time.GetTimestamp() / time.TimestampFrequency;

    /// <summary>The requests of one second. A count that is lost while the second turns does no harm.</summary>
    private sealed class Bucket
    {
        private long _second;
        private int _all;
        private int _failed;

        public long Second => Volatile.Read(ref _second);

        public int All => Volatile.Read(ref _all);

        public int Failed => Volatile.Read(ref _failed);

        public void Add(long second, bool failed)
        {
            if (Volatile.Read(ref _second) is var before && before != second && Interlocked.CompareExchange(ref _second, second, before) == before)
                Clear();
            Interlocked.Increment(ref _all);
            if (failed)
                Interlocked.Increment(ref _failed);
        }

        public void Clear()
        {
            Volatile.Write(ref _all, 0);
            Volatile.Write(ref _failed, 0);
        }
    }
}
