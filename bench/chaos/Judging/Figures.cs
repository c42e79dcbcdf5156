using Chaos.Record;

namespace Chaos.Judging;

/// <summary>Times and failures of the operations of one part of a run.</summary>
internal sealed record Figures
{
    /// <summary>How many operations there were.</summary>
    public required int Count { get; init; }

    /// <summary>Half of them took no longer.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    public required TimeSpan P99 { get; init; }

    /// <summary>999 of 1000 took no longer.</summary>
    public required TimeSpan P999 { get; init; }

    /// <summary>The slowest one.</summary>
    public required TimeSpan Slowest { get; init; }

    /// <summary>The longest time in which none of them succeeded.</summary>
    public required TimeSpan LongestPause { get; init; }

    /// <summary>Operations that succeeded, but not with their first request; by what became of that one.</summary>
    public required IReadOnlyDictionary<string, int> SavedByRetry { get; init; }

    /// <summary>Operations whose client gave up.</summary>
    public required int GivenUp { get; init; }

    /// <summary>Operations with an answer that a correct client does not expect.</summary>
    public required int Unexpected { get; init; }

    /// <summary>Operations whose first request failed, whatever came after.</summary>
    public int FirstRequestFailed => SavedByRetry.Values.Sum() + GivenUp + Unexpected;

    /// <summary>The figures of the operations of one sort.</summary>
    /// <param name="operations">Operations of the sort, of the whole run.</param>
    /// <param name="range">The part of the run that counts: operations that overlap it, and pauses that do.</param>
    public static Figures Of(IEnumerable<Operation> operations, TimeRange range)
    {
        var all = operations.ToArray();
        var inRange = all.Where(operation => range.Overlaps(operation.Start, operation.End)).ToArray();
        var durations = inRange.Select(operation => operation.Duration).Order().ToArray();
        return new Figures
        {
            Count = inRange.Length,
            Median = At(durations, 0.5),
            P99 = At(durations, 0.99),
            P999 = At(durations, 0.999),
            Slowest = At(durations, 1),
            LongestPause = GetLongestPause(all, range),
            SavedByRetry = inRange.Where(operation => operation is { IsDone: true, Attempts.Count: > 1 })
                .GroupBy(operation => operation.Attempts[0].Class).ToDictionary(group => group.Key, group => group.Count()),
            GivenUp = inRange.Count(operation => operation.Outcome == OperationOutcome.GivenUp),
            Unexpected = inRange.Count(operation => operation.Outcome == OperationOutcome.Unexpected),
        };
    }

    /// <summary>The nearest-rank percentile.</summary>
    private static TimeSpan At(TimeSpan[] sorted, double part) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * part) - 1)];

    private static TimeSpan GetLongestPause(Operation[] operations, TimeRange range)
    {
        if (operations.Length == 0)
            return TimeSpan.Zero;
        var longest = TimeSpan.Zero;
        var last = operations.Min(operation => operation.Start);
        // The end of the last operation closes a pause that lasted until the end of the run.
        foreach (var end in operations.Where(operation => operation.IsDone).Select(operation => operation.End).Order().Append(operations.Max(operation => operation.End)))
        {
            if (range.Overlaps(last, end) && end - last > longest)
                longest = end - last;
            last = end;
        }
        return longest;
    }
}
