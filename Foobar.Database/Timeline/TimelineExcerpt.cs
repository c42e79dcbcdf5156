namespace Foobar.Database.Timeline;

/// <summary>A part of the timeline.</summary>
/// <param name="ReadFrom">The member that it was read from; null when no member answered and it is what this service remembers since its start.</param>
/// <param name="Entries">The newest first.</param>
public sealed record TimelineExcerpt(string? ReadFrom, IReadOnlyList<TimelineEntry> Entries);
