using Aspire.Dashboard.Otlp.Protocol;

namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>Brings exponential histograms, whose ranges change with what they have seen, into ranges that stay: powers of the square root of two.</summary>
internal static class ExponentialRanges
{
    /// <summary>Ranges finer than this are put together; two of them make a factor of two.</summary>
    private const int Scale = 1;

    private const int LowestIndex = -40;
    private const int HighestIndex = 80;

    /// <summary>0, for what is 0 or less, and then from about a millionth to about a million million.</summary>
    public static double[] Bounds { get; } = [0, .. Enumerable.Range(LowestIndex, HighestIndex - LowestIndex + 1).Select(index => Math.Pow(2, index / 2.0))];

    /// <summary>The count of each range.</summary>
    public static double[] Count(ExponentialHistogramDataPoint point)
    {
        var counts = new double[Bounds.Length + 1];
        counts[0] = point.ZeroCount;
        foreach (var count in point.Negative?.BucketCounts ?? [])
            counts[0] += count;
        var buckets = point.Positive?.BucketCounts;
        for (var i = 0; i < buckets?.Count; i++)
            counts[FindRange((long)point.Positive!.Offset + i, point.Scale)] += buckets[i];
        return counts;
    }

    /// <summary>The range that the upper end of a bucket is in.</summary>
    private static int FindRange(long index, int scale)
    {
        // The bucket reaches up to 2^((index + 1) / 2^scale).
        var upper = Math.Ceiling(Math.ScaleB(index + 1, Scale - scale));
        return 1 + (int)Math.Clamp(upper - LowestIndex, 0, HighestIndex - LowestIndex + 1);
    }
}
