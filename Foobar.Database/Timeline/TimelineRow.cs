namespace Foobar.Database.Timeline;

/// <summary>An entry as the table has it.</summary>
internal sealed record TimelineRow
{
    public Guid Id { get; init; }

    public DateTime HappenedAt { get; init; }

    public string Kind { get; init; } = "";

    public string? Member { get; init; }

    public string Detail { get; init; } = "";

    public long? DurationMs { get; init; }

    public static TimelineRow From(TimelineEntry entry) => new()
    {
        Id = entry.Id,
        HappenedAt = entry.HappenedAt.UtcDateTime,
        Kind = entry.Kind.ToString(),
        Member = entry.Member,
        Detail = entry.Detail,
        DurationMs = (long?)entry.Duration?.TotalMilliseconds,
    };

    public TimelineEntry ToEntry() => new(Id, new DateTimeOffset(HappenedAt, TimeSpan.Zero), Enum.Parse<TimelineKind>(Kind), Member, Detail,
        DurationMs is { } duration ? TimeSpan.FromMilliseconds(duration) : null);
}
