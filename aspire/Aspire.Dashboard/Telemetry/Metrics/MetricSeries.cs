namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>The points of an instrument with the same attributes. The store guards it.</summary>
internal sealed class MetricSeries
{
    private const int FirstCapacity = 16;
    private const int LargestCapacity = 256;

    private readonly List<PointChunk> _chunks = [];
    private readonly double[]? _totals;

    public MetricSeries(Instrument instrument, MetricPoint first, bool countsFromZero)
    {
        (Instrument, Attributes, Bounds, CountsFromZero) = (instrument, first.Attributes, first.Bounds, countsFromZero);
        _totals = first.IsDelta ? new double[first.Values.Length] : null;
    }

    public Instrument Instrument { get; }

    public TelemetryAttribute[] Attributes { get; }

    public double[] Bounds { get; }

    /// <summary>Whether all that was counted before the first point was counted since this series is watched.</summary>
    public bool CountsFromZero { get; private set; }

    public bool IsEmpty => _chunks.Count == 0;

    /// <summary>Whether a point continues this series, or its sender counts in another way now.</summary>
    public bool Fits(MetricPoint point) => point.IsDelta == _totals is not null && Bounds.AsSpan().SequenceEqual(point.Bounds);

    /// <summary>Adds a point, and returns the chunk that was begun for it if there was no room; <paramref name="isNew"/> tells whether there is one point more.</summary>
    public PointChunk? Add(MetricPoint point, out bool isNew)
    {
        isNew = false;
        var last = _chunks.Count > 0 ? _chunks[^1] : null;
        // One that is not later was sent twice, because its sender did not get the answer.
        if (last is not null && point.Time <= last.LastEnd)
            return null;
        var values = Accumulate(point.Values);
        if (last is not null && last.LastEquals(values))
        {
            last.Extend(point.Time);
            return null;
        }
        isNew = true;
        PointChunk? begun = null;
        if (last is null || last.IsFull)
            _chunks.Add(begun = last = new PointChunk(this, last is null ? FirstCapacity : Math.Min(last.Capacity * 2, LargestCapacity), values.Length));
        last.Add(point.Time, values);
        return begun;
    }

    public void Remove(PointChunk chunk)
    {
        _chunks.Remove(chunk);
        CountsFromZero = false;
    }

    /// <summary>Finds what the series was at a time.</summary>
    public bool TryRead(long time, long patience, Span<double> values)
    {
        for (var i = _chunks.Count - 1; i >= 0; i--)
        {
            if (_chunks[i].FirstStart > time)
                continue;
            _chunks[i].FindLast(time, out var end).CopyTo(values);
            return time - end <= patience;
        }
        return false;
    }

    private double[] Accumulate(double[] values)
    {
        if (_totals is null)
            return values;
        for (var i = 0; i < _totals.Length; i++)
            _totals[i] += values[i];
        return _totals;
    }
}
