namespace Aspire.Dashboard.Recording;

/// <summary>A request as it was received, OTLP in protobuf, or a change of a resource as JSON.</summary>
internal readonly record struct RecordedPart(RecordedKind Kind, DateTime ReceivedAt, byte[] Content);
