namespace Foobar.Gateway.Balancing;

/// <summary>Counts a destination's requests, failures and times: in all since the start, and in six parts of ten seconds for the last minute.</summary>
internal sealed class DestinationFigures(TimeProvider time)
{
    private const int Parts = 6;
    private const int PartSeconds = 10;

    private readonly Part[] _parts = [.. Enumerable.Range(0, Parts).Select(_ => new Part())];
    private long _requests;
    private long _failures;
    private long _retries;

    /// <summary>Requests since the start, each attempt of one counted.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Those of them that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Those of them that were sent again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>A request is sent again, to another destination where there is one.</summary>
    public void AddRetry() => Interlocked.Increment(ref _retries);

    /// <summary>Notes the end of a request.</summary>
    /// <param name="duration">Time until the answer's end.</param>
    /// <param name="failed">There was no answer, or one that is a failure of the destination.</param>
    public void Add(TimeSpan duration, bool failed)
    {
        Interlocked.Increment(ref _requests);
        if (failed)
            Interlocked.Increment(ref _failures);
        var number = GetPart();
        _parts[number % Parts].Add(number, duration, failed);
    }

    /// <summary>The figures of the last minute.</summary>
    public RecentFigures GetRecent()
    {
        var oldest = GetPart() - Parts;
        Part[] parts = [.. _parts.Where(part => part.Number > oldest)];
        var percentiles = DurationHistogram.GetPercentiles([.. parts.Select(part => part.Durations)], 0.5, 0.95, 0.99);
        return new RecentFigures(
            parts.Sum(part => (double)part.Requests) / (Parts * PartSeconds), parts.Sum(part => (double)part.Failures) / (Parts * PartSeconds),
            percentiles?[0].TotalMilliseconds, percentiles?[1].TotalMilliseconds, percentiles?[2].TotalMilliseconds);
    }

    private long GetPart() => time.GetTimestamp() / (time.TimestampFrequency * PartSeconds);

    /// <summary>Ten seconds. A request that is lost while they turn does no harm.</summary>
    private sealed class Part
    {
        private long _number;
        private int _requests;
        private int _failures;

        public long Number => Volatile.Read(ref _number);

        public int Requests => Volatile.Read(ref _requests);

        public int Failures => Volatile.Read(ref _failures);

        public DurationHistogram Durations { get; } = new();

        public void Add(long number, TimeSpan duration, bool failed)
        {
            if (Volatile.Read(ref _number) is var before && before != number && Interlocked.CompareExchange(ref _number, number, before) == before)
            {
                Volatile.Write(ref _requests, 0);
                Volatile.Write(ref _failures, 0);
                Durations.Clear();
            }
            Interlocked.Increment(ref _requests);
            if (failed)
                Interlocked.Increment(ref _failures);
            Durations.Add(duration);
        }
    }
}
