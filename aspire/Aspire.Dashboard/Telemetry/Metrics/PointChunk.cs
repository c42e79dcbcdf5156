namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Points of a series, one after the other. Equal values in a row are one point that lasts.</summary>
internal sealed class PointChunk
{
    private const int Overhead = 240;

    private readonly int _stride;
    private readonly long[] _starts;
    private readonly long[] _ends;
    private readonly double[] _values;

    public PointChunk(MetricSeries series, int capacity, int stride)
    {
        (Series, _stride) = (series, stride);
        (_starts, _ends, _values) = (new long[capacity], new long[capacity], new double[capacity * stride]);
        (Node, NodeOfInstrument) = (new LinkedListNode<PointChunk>(this), new LinkedListNode<PointChunk>(this));
    }

    public MetricSeries Series { get; }

    /// <summary>The place of this chunk among all chunks of the store, in the order in which they began.</summary>
    public LinkedListNode<PointChunk> Node { get; }

    /// <summary>The same among the chunks of its instrument.</summary>
    public LinkedListNode<PointChunk> NodeOfInstrument { get; }

    public int Count { get; private set; }

    public bool IsFull => Count == _starts.Length;

    public int Capacity => _starts.Length;

    public long FirstStart => _starts[0];

    public long LastEnd => _ends[Count - 1];

    /// <summary>The memory that it takes.</summary>
    public long Bytes => Overhead + (_starts.Length * (16L + (8L * _stride)));

    public bool LastEquals(ReadOnlySpan<double> values) => Values(Count - 1).SequenceEqual(values);

    public void Extend(long time) => _ends[Count - 1] = time;

    public void Add(long time, ReadOnlySpan<double> values)
    {
        (_starts[Count], _ends[Count]) = (time, time);
        values.CopyTo(_values.AsSpan(Count * _stride));
        Count++;
    }

    /// <summary>The last point that began at a time or before; it must not be before the first.</summary>
    public ReadOnlySpan<double> FindLast(long time, out long end)
    {
        var place = Array.BinarySearch(_starts, 0, Count, time);
        var point = place >= 0 ? place : ~place - 1;
        end = _ends[point];
        return Values(point);
    }

    private ReadOnlySpan<double> Values(int point) => _values.AsSpan(point * _stride, _stride);
}
