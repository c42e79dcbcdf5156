namespace Foobar.Database.Timeline;

/// <summary>One thing that happened to the cluster.</summary>
/// <param name="Id">Made when it happened, so that it is written once however often that is tried.</param>
/// <param name="HappenedAt">When it was seen, in UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Member">The member that it happened to; null when to all.</param>
/// <param name="Detail">In words.</param>
/// <param name="Duration">How long it took or had lasted, where that is known.</param>
public sealed record TimelineEntry(Guid Id, DateTimeOffset HappenedAt, TimelineKind Kind, string? Member, string Detail, TimeSpan? Duration)
{
    /// <summary>The longest detail that is kept.</summary>
    public const int LongestDetail = 2000;

    /// <summary>Makes an entry of its own.</summary>
    public static TimelineEntry Create(DateTimeOffset happenedAt, TimelineKind kind, string? member, string detail, TimeSpan? duration = null) =>
        new(Guid.CreateVersion7(happenedAt), happenedAt, kind, member, detail.Length <= LongestDetail ? detail : $"{detail[..(LongestDetail - 1)]}…", duration);
}
