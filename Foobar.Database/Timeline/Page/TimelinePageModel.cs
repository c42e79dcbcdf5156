using System.Globalization;

namespace Foobar.Database.Timeline.Page;

/// <summary>What the page shows.</summary>
/// <param name="Now">How the cluster is now.</param>
/// <param name="Range">The stretch of time that was asked for.</param>
/// <param name="From">Its start.</param>
/// <param name="To">Its end.</param>
/// <param name="Lanes">The drawing.</param>
/// <param name="Excerpt">All entries that are known.</param>
/// <param name="Shown">The entries in the range, the newest first.</param>
public sealed record TimelinePageModel(
    string Now, TimelineRange Range, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Lane> Lanes, TimelineExcerpt Excerpt, IReadOnlyList<TimelineEntry> Shown)
{
    /// <summary>Entries that one page lists.</summary>
    private const int Listed = 300;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Draws the lanes and picks the entries of the range.</summary>
    public static TimelinePageModel Create(string now, TimelineRange range, TimelineExcerpt excerpt, IReadOnlyList<string> members, DateTimeOffset to)
    {
        var oldest = excerpt.Entries.Count > 0 ? excerpt.Entries[^1].HappenedAt : to.AddHours(-1);
        // Before the first entry there is nothing to see.
        var from = range.Length is { } length && to - length > oldest ? to - length : oldest;
        if (to - from < Shortest)
            from = to - Shortest;
        return new TimelinePageModel(now, range, from, to, LaneDrawing.Draw(excerpt.Entries, members, from, to), excerpt,
            [.. excerpt.Entries.Where(entry => entry.HappenedAt >= from).Take(Listed)]);
    }

    /// <summary>A time in UTC, to the millisecond.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>A duration as people say it.</summary>
    public static string Format(TimeSpan duration) => duration.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s")
        : duration.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours} h {duration.Minutes} min");

    /// <summary>An entry in a few words.</summary>
    public static string GetTitle(TimelineEntry entry)
    {
        var what = entry.Kind switch
        {
            TimelineKind.ServiceStarted => "watching began",
            TimelineKind.ServiceStopped => "watching ended",
            TimelineKind.GroupFormed => "group formed",
            TimelineKind.PrimaryChanged => "primary",
            TimelineKind.WritesPaused => "writes paused",
            TimelineKind.WritesResumed => "writes resumed",
            TimelineKind.MajorityLost => "majority lost",
            TimelineKind.MajorityRegained => "majority regained",
            TimelineKind.MemberJoined => "joined",
            TimelineKind.MemberLeft => "left",
            TimelineKind.MemberDiverged => "diverged",
            TimelineKind.SchemaChanged => "schema changed",
            TimelineKind.BackupMade => "backup made",
            _ => entry.Kind.ToString(),
        };
        return entry.Member is null ? what : $"{entry.Member}: {what}";
    }

    /// <summary>How an entry is marked: trouble, its end, or neither.</summary>
    public static string GetClass(TimelineEntry entry) => entry.Kind switch
    {
        TimelineKind.WritesPaused or TimelineKind.MajorityLost or TimelineKind.MemberLeft or TimelineKind.MemberDiverged => "trouble",
        TimelineKind.WritesResumed or TimelineKind.MajorityRegained or TimelineKind.MemberJoined or TimelineKind.GroupFormed or TimelineKind.PrimaryChanged => "good",
        _ => "plain",
    };

    /// <summary>How a stretch of a lane is coloured.</summary>
    public static string GetClass(Lane lane, LaneSpan span) => lane.Name == LaneDrawing.Writes && span.Kind == LaneKind.Primary ? "flowing" : span.Kind switch
    {
        LaneKind.Primary => "primary",
        LaneKind.Replica => "replica",
        LaneKind.Outside => "outside",
        LaneKind.Paused => "paused",
        _ => "unknown",
    };

    /// <summary>A lane in words, for those who cannot see it.</summary>
    public static string Describe(Lane lane) => lane.Spans.Count == 0 ? "nothing" : string.Join(", then ", lane.Spans.TakeLast(10).Select(span => GetClass(lane, span)));
}
