namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>The latest points of all instruments.</summary>
internal sealed class MetricStore(TelemetryLimits limits, long started)
{
    /// <summary>What a series takes beside its points, and an instrument about as much.</summary>
    private const int SeriesBytes = 500;

    private readonly Lock _guardsAll = new();
    private readonly Dictionary<(string Resource, string Meter, string Name), Instrument> _instruments = [];

    /// <summary>The chunks of all instruments in the order in which they began.</summary>
    private readonly LinkedList<PointChunk> _chunks = [];
    private long _bytes;

    public void Add(IEnumerable<MetricPoint> points)
    {
        lock (_guardsAll)
        {
            foreach (var point in points)
                Add(point);
        }
    }

    /// <summary>The instruments of a resource by meter and name; those of all resources if there is no name.</summary>
    public IReadOnlyList<InstrumentInfo> GetInstruments(string? resource)
    {
        lock (_guardsAll)
        {
            return [.. _instruments.Values.Where(instrument => instrument.Resource.Is(resource)).Select(instrument => instrument.Info)
                .DistinctBy(info => (info.Meter, info.Name))
                .OrderBy(info => info.Meter, StringComparer.OrdinalIgnoreCase).ThenBy(info => info.Name, StringComparer.OrdinalIgnoreCase)];
        }
    }

    /// <summary>What an instrument has measured; null if there is none.</summary>
    public MetricView? Read(MetricQuery query)
    {
        lock (_guardsAll)
        {
            var instruments = _instruments.Values
                .Where(instrument => instrument.Info.Name == query.Instrument && instrument.Info.Meter == query.Meter && instrument.Resource.Is(query.Resource)).ToArray();
            return instruments.Length == 0 ? null : MetricReading.Read(instruments, query);
        }
    }

    /// <summary>How many points an instrument of an instance has.</summary>
    public int CountPoints(string resourceId, string meter, string name)
    {
        lock (_guardsAll)
            return _instruments.TryGetValue((resourceId, meter, name), out var instrument) ? instrument.Points : 0;
    }

    public void Clear()
    {
        lock (_guardsAll)
        {
            _instruments.Clear();
            _chunks.Clear();
            _bytes = 0;
        }
    }

    private void Add(MetricPoint point)
    {
        var key = (point.Resource.Id, point.Instrument.Meter, point.Instrument.Name);
        if (!_instruments.TryGetValue(key, out var instrument) || instrument.Info != point.Instrument)
        {
            if (instrument is not null)
                RemoveAll(instrument);
            _instruments[key] = instrument = new Instrument(point.Resource, point.Instrument);
        }
        var series = instrument.Find(point.Attributes);
        if (series is null || !series.Fits(point))
        {
            if (series is null)
                _bytes += SeriesBytes;
            instrument.Set(series = new MetricSeries(instrument, point, point.Start >= started));
        }
        var begun = series.Add(point, out var isNew);
        instrument.Points += isNew ? 1 : 0;
        foreach (var exemplar in point.Exemplars)
            instrument.Add(exemplar);
        if (begun is not null)
        {
            _chunks.AddLast(begun.Node);
            instrument.Chunks.AddLast(begun.NodeOfInstrument);
            _bytes += begun.Bytes;
        }
        while (instrument.Points > limits.MaxMetricsCount)
            Remove(instrument.Chunks.First!.Value);
        while (_bytes > limits.MaxMetricsBytes && _chunks.First is { } oldest)
            Remove(oldest.Value);
    }

    private void RemoveAll(Instrument instrument)
    {
        while (instrument.Chunks.First is { } chunk)
            Remove(chunk.Value);
    }

    private void Remove(PointChunk chunk)
    {
        var instrument = chunk.Series.Instrument;
        _chunks.Remove(chunk.Node);
        instrument.Chunks.Remove(chunk.NodeOfInstrument);
        instrument.Points -= chunk.Count;
        _bytes -= chunk.Bytes;
        chunk.Series.Remove(chunk);
        if (!chunk.Series.IsEmpty)
            return;
        if (instrument.Remove(chunk.Series))
            _bytes -= SeriesBytes;
        if (instrument.IsEmpty)
            _instruments.Remove((instrument.Resource.Id, instrument.Info.Meter, instrument.Info.Name));
    }
}
