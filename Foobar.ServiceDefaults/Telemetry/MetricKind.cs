namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>What a metric's values mean.</summary>
public enum MetricKind
{
    /// <summary>A number that only grows.</summary>
    Counter,

    /// <summary>A value of this moment.</summary>
    Gauge,

    /// <summary>How often values fell into which range.</summary>
    Histogram,
}
