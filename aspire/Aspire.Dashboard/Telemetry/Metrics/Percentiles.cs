namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Works out percentiles from the counts of ranges.</summary>
internal static class Percentiles
{
    /// <summary>The value under which this share of all values is, as if those of a range were spread evenly over it; null if there are none. Above the last bound it is that bound.</summary>
    public static double? Find(double share, ReadOnlySpan<double> bounds, ReadOnlySpan<double> counts)
    {
        var total = 0.0;
        foreach (var count in counts)
            total += count;
        if (total <= 0)
            return null;
        var rank = share * total;
        var below = 0.0;
        for (var i = 0; i < bounds.Length; i++)
        {
            if (counts[i] > 0 && below + counts[i] >= rank)
            {
                // Values of the first range begin at 0, unless all of it is below.
                var lower = i > 0 ? bounds[i - 1] : Math.Min(0, bounds[0]);
                return lower + ((bounds[i] - lower) * (rank - below) / counts[i]);
            }
            below += counts[i];
        }
        return bounds.Length > 0 ? bounds[^1] : null;
    }
}
