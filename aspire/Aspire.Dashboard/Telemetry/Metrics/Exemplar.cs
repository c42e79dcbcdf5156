namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>A single measurement and the span in which it was made.</summary>
internal sealed record Exemplar(long Time, double Value, UInt128 TraceId, ulong SpanId);
