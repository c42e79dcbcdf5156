namespace Aspire.Dashboard.Otlp;

/// <summary>The kinds of telemetry.</summary>
internal enum OtlpSignal
{
    Traces,
    Metrics,
    Logs,
}
