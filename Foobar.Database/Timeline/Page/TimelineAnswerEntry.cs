namespace Foobar.Database.Timeline.Page;

/// <summary>An entry as JSON.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HappenedAt">When, in UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Member">To which member; null when to all.</param>
/// <param name="Detail">In words.</param>
/// <param name="DurationSeconds">How long it took or had lasted.</param>
internal sealed record TimelineAnswerEntry(Guid Id, DateTime HappenedAt, string Kind, string? Member, string Detail, double? DurationSeconds);
