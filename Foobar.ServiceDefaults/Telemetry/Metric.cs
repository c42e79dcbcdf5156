namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>A metric by its name: the code, the rules and the dashboards all take it from here.</summary>
public sealed class Metric
{
    private Metric(MetricKind kind, string name, string unit, string description, IReadOnlyList<double>? limits = null) =>
        (Kind, Name, Unit, Description, Limits) = (kind, name, unit, description, limits ?? []);

    /// <summary>What its values mean.</summary>
    public MetricKind Kind { get; }

    /// <summary>The instrument's name, such as <c>foobar.gateway.retries</c>.</summary>
    public string Name { get; }

    /// <summary>The unit as UCUM writes it, such as <c>s</c>, <c>By</c> or <c>{request}</c>.</summary>
    public string Unit { get; }

    /// <summary>What it says, in a sentence.</summary>
    public string Description { get; }

    /// <summary>The limits between which a histogram counts.</summary>
    public IReadOnlyList<double> Limits { get; }

    /// <summary>The name that Prometheus has for it; a histogram's series have <c>_bucket</c>, <c>_sum</c> and <c>_count</c> behind it.</summary>
    public string PrometheusName
    {
        get
        {
            var unit = Unit switch
            {
                "s" => "_seconds",
                "By" => "_bytes",
                "1" when Kind == MetricKind.Gauge => "_ratio",
                _ => "",
            };
            var name = Name.Replace('.', '_');
            if (!name.EndsWith(unit, StringComparison.Ordinal))
                name += unit;
            return Kind == MetricKind.Counter ? $"{name}_total" : name;
        }
    }

    /// <summary>The names of the series that Prometheus has of it.</summary>
    public IReadOnlyList<string> SeriesNames =>
        Kind == MetricKind.Histogram ? [$"{PrometheusName}_bucket", $"{PrometheusName}_sum", $"{PrometheusName}_count"] : [PrometheusName];

    /// <inheritdoc/>
    public override string ToString() => PrometheusName;

    internal static Metric Counter(string name, string unit, string description) => new(MetricKind.Counter, name, unit, description);

    internal static Metric Gauge(string name, string unit, string description) => new(MetricKind.Gauge, name, unit, description);

    internal static Metric Duration(string name, string description, params double[] limits) =>
        new(MetricKind.Histogram, name, "s", description, limits is [] ? ServiceLevels.DurationLimits : limits);
}
