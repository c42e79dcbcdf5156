namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A resource that took part in a trace.</summary>
internal sealed record TraceParticipant(TelemetryResource Resource, int Spans, int Errors);
