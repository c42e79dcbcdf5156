using Aspire.Dashboard.Otlp;

namespace Aspire.Dashboard.Recording;

/// <summary>A request as it was received: OTLP in protobuf.</summary>
internal readonly record struct RecordedExport(OtlpSignal Signal, DateTime ReceivedAt, byte[] Content);
