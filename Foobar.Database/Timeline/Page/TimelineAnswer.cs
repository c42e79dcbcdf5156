namespace Foobar.Database.Timeline.Page;

/// <summary>The timeline as JSON.</summary>
/// <param name="ReadFrom">The member that it was read from; null when it is what this service remembers since its start.</param>
/// <param name="Entries">The newest first.</param>
internal sealed record TimelineAnswer(string? ReadFrom, IReadOnlyList<TimelineAnswerEntry> Entries)
{
    public static TimelineAnswer From(TimelineExcerpt excerpt) => new(excerpt.ReadFrom, [.. excerpt.Entries.Select(entry => new TimelineAnswerEntry(
        entry.Id, entry.HappenedAt.UtcDateTime, entry.Kind.ToString(), entry.Member, entry.Detail, entry.Duration?.TotalSeconds))]);
}
