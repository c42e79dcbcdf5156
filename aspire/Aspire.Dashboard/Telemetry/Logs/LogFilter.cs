namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>Which log entries to show.</summary>
/// <param name="Resource">The name of a resource or the id of an instance; empty for all.</param>
/// <param name="Level">The lowest level.</param>
/// <param name="Text">What the message, the category or an attribute must have in it.</param>
/// <param name="TraceId">Entries of this trace only; 0 for all.</param>
/// <param name="SpanId">Entries of this span only; 0 for all.</param>
internal sealed record LogFilter(string? Resource, LogSeverity Level, string Text, UInt128 TraceId, ulong SpanId)
{
    public bool Matches(LogEntry entry) => entry.Level >= Level
        && (TraceId == 0 || entry.TraceId == TraceId)
        && (SpanId == 0 || entry.SpanId == SpanId)
        && entry.Resource.Is(Resource)
        && (Text.Length == 0 || entry.Message.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || entry.Category.Contains(Text, StringComparison.OrdinalIgnoreCase) || entry.Attributes.AnyContains(Text));
}
