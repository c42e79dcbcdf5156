namespace Foobar.Database.Timeline;

/// <summary>The stretch of time that the page shows.</summary>
/// <param name="Name">Its name in the address.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Length">How far it goes back; null for all there is.</param>
public sealed record TimelineRange(string Name, string Title, TimeSpan? Length)
{
    /// <summary>All ranges; the first is the one that is shown unless another is asked for.</summary>
    public static readonly IReadOnlyList<TimelineRange> All =
    [
        new("hour", "Last hour", TimeSpan.FromHours(1)),
        new("day", "Last day", TimeSpan.FromDays(1)),
        new("all", "All", null),
    ];
}
