namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A trace as a line of the list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">The name of its root, or of its first span while the root is not there.</param>
/// <param name="Subject">What that span was about, see <see cref="SpanRecord.Subject"/>.</param>
/// <param name="Root">The instance that began it.</param>
/// <param name="Start">Ticks in UTC.</param>
/// <param name="End">Ticks in UTC.</param>
/// <param name="Spans">How many spans it has.</param>
/// <param name="Errors">How many of them failed.</param>
/// <param name="Resources">The resources that took part, in the order in which they began.</param>
internal sealed record TraceSummary(UInt128 Id, string Name, string Subject, TelemetryResource Root, long Start, long End, int Spans, int Errors, IReadOnlyList<TraceParticipant> Resources)
{
    public TimeSpan Duration => TimeSpan.FromTicks(End - Start);
}
