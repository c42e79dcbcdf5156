namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Another span that a span has to do with.</summary>
internal sealed record SpanLink(UInt128 TraceId, ulong SpanId, TelemetryAttribute[] Attributes);
