namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A span in the waterfall of its trace.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">How many spans it is below the top.</param>
/// <param name="HasChildren">Whether other spans are below it.</param>
/// <param name="Peer">Who was called, where no span of theirs tells.</param>
internal sealed record SpanRow(SpanRecord Span, int Depth, bool HasChildren, string? Peer);
