namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>An instrument of one instance. The store guards it.</summary>
internal sealed class Instrument(TelemetryResource resource, InstrumentInfo info)
{
    private const int MostExemplars = 50;

    private readonly Dictionary<TelemetryAttribute[], MetricSeries> _series = new(AttributeSetComparer.Instance);

    public TelemetryResource Resource { get; } = resource;

    public InstrumentInfo Info { get; } = info;

    public IEnumerable<MetricSeries> Series => _series.Values;

    public Queue<Exemplar> Exemplars { get; } = [];

    /// <summary>The chunks of all series in the order in which they began.</summary>
    public LinkedList<PointChunk> Chunks { get; } = [];

    public int Points { get; set; }

    public bool IsEmpty => _series.Count == 0;

    public MetricSeries? Find(TelemetryAttribute[] attributes) => _series.GetValueOrDefault(attributes);

    public void Set(MetricSeries series) => _series[series.Attributes] = series;

    /// <summary>Removes a series, unless another has taken its place.</summary>
    public bool Remove(MetricSeries series) => Find(series.Attributes) == series && _series.Remove(series.Attributes);

    public void Add(Exemplar exemplar)
    {
        // A sender repeats one until it has a newer one.
        if (Exemplars.Contains(exemplar))
            return;
        Exemplars.Enqueue(exemplar);
        if (Exemplars.Count > MostExemplars)
            Exemplars.Dequeue();
    }
}
