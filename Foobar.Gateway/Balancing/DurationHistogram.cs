namespace Foobar.Gateway.Balancing;

/// <summary>Counts durations in classes whose bounds grow by a tenth, from 0.1 ms to over a minute: any percentile is right to 10 %.</summary>
internal sealed class DurationHistogram
{
    private const double LeastMilliseconds = 0.1;
    private const double Growth = 1.1;

    private static readonly int Classes = 1 + (int)Math.Ceiling(Math.Log(60_000 / LeastMilliseconds) / Math.Log(Growth));

    private readonly int[] _counts = new int[Classes + 1];

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan duration)
    {
        var milliseconds = duration.TotalMilliseconds;
        var index = milliseconds <= LeastMilliseconds ? 0 : Math.Min(Classes, 1 + (int)(Math.Log(milliseconds / LeastMilliseconds) / Math.Log(Growth)));
        Interlocked.Increment(ref _counts[index]);
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>The durations within which these parts of all lie, of several histograms together; null when there are none.</summary>
    /// <param name="histograms">The histograms.</param>
    /// <param name="parts">The parts, 0 to 1, in ascending order.</param>
    public static TimeSpan[]? GetPercentiles(IReadOnlyList<DurationHistogram> histograms, params ReadOnlySpan<double> parts)
    {
        var all = histograms.Sum(histogram => histogram._counts.Sum(count => (long)count));
        if (all == 0)
            return null;
        var found = new TimeSpan[parts.Length];
        var (next, seen) = (0, 0L);
        for (var index = 0; index <= Classes && next < parts.Length; index++)
        {
            seen += histograms.Sum(histogram => (long)histogram._counts[index]);
            while (next < parts.Length && seen >= parts[next] * all)
                found[next++] = TimeSpan.FromMilliseconds(LeastMilliseconds * Math.Pow(Growth, index));
        }
        return found;
    }
}
