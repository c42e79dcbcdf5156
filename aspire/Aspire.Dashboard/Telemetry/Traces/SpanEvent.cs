namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Something that happened during a span.</summary>
/// <param name="Time">Ticks in UTC.</param>
/// <param name="Name">What happened.</param>
/// <param name="Attributes">The details.</param>
internal sealed record SpanEvent(long Time, string Name, TelemetryAttribute[] Attributes);
