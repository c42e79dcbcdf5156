namespace Aspire.Dashboard.Telemetry;

/// <summary>How much telemetry is kept. What is over a limit goes, the oldest first.</summary>
internal sealed class TelemetryLimits
{
    public const string Section = "Dashboard:TelemetryLimits";

    /// <summary>Log entries; 10,000 by default.</summary>
    public int MaxLogCount { get; set; } = 10_000;

    /// <summary>Traces; 10,000 by default.</summary>
    public int MaxTraceCount { get; set; } = 10_000;

    /// <summary>Spans of one trace; 10,000 by default. Later ones are refused.</summary>
    public int MaxTraceSpanCount { get; set; } = 10_000;

    /// <summary>Points of one instrument; 50,000 by default.</summary>
    public int MaxMetricsCount { get; set; } = 50_000;

    /// <summary>Attributes of one span, event, link, log entry, point or resource; 128 by default.</summary>
    public int MaxAttributeCount { get; set; } = 128;

    /// <summary>Characters of one value, message or name; 16,384 by default. What is longer is cut.</summary>
    public int MaxAttributeLength { get; set; } = 16_384;

    /// <summary>Events of one span, and links; 128 by default.</summary>
    public int MaxSpanEventCount { get; set; } = 128;

    /// <summary>Instances that have sent something; 500 by default.</summary>
    public int MaxResourceCount { get; set; } = 500;

    /// <summary>Memory of all log entries in bytes, as estimated; 24 MB by default.</summary>
    public long MaxLogBytes { get; set; } = 24 << 20;

    /// <summary>Memory of all traces in bytes, as estimated; 80 MB by default.</summary>
    public long MaxTraceBytes { get; set; } = 80 << 20;

    /// <summary>Memory of all points in bytes, as estimated; 40 MB by default.</summary>
    public long MaxMetricsBytes { get; set; } = 40 << 20;
}
