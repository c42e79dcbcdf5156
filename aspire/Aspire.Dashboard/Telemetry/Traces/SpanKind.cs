namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>The part that a span plays; the numbers are those of the protocol.</summary>
internal enum SpanKind : byte
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
