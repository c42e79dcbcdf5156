namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>What the values of an instrument mean.</summary>
internal enum InstrumentKind
{
    /// <summary>A total that only grows.</summary>
    Counter,

    /// <summary>A total that grows and shrinks.</summary>
    UpDownCounter,

    /// <summary>A value as it is at the time.</summary>
    Gauge,

    /// <summary>How often values were in which range.</summary>
    Histogram,
}
