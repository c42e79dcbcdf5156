namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Which traces to show.</summary>
/// <param name="Resource">The name of a resource or the id of an instance that took part; empty for all.</param>
/// <param name="Text">What the name, the subject or the number must have in it.</param>
/// <param name="ErrorsOnly">Only those with a span that failed.</param>
/// <param name="Shortest">The least duration.</param>
/// <param name="SeveralOnly">Only those in which one resource called another, which leaves out what each does by itself.</param>
internal sealed record TraceFilter(string? Resource, string Text, bool ErrorsOnly, TimeSpan Shortest, bool SeveralOnly = false)
{
    public bool Matches(TraceSummary trace) => (!ErrorsOnly || trace.Errors > 0)
        && trace.Duration >= Shortest
        && (!SeveralOnly || trace.Resources.Any(participant => participant.Resource.Name != trace.Root.Name))
        && (string.IsNullOrEmpty(Resource) || trace.Resources.Any(participant => participant.Resource.Is(Resource)))
        && (Text.Length == 0 || trace.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) || trace.Subject.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || TelemetryIds.FormatTrace(trace.Id).StartsWith(Text, StringComparison.OrdinalIgnoreCase));
}
