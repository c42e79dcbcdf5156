using Foobar.Database.Timeline;

namespace Foobar.Tests.Unit.Database;

public sealed class LaneDrawingTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Roles_before_the_range_are_those_at_its_start() =>
        Assert.Equal("a: Primary 0-100", Draw(Entry(-60, TimelineKind.PrimaryChanged, "a"))[0]);

    [Fact]
    public void Nobody_knows_what_was_before_the_first_entry() =>
        Assert.Equal(["a: Unknown 0-50, Primary 50-100", "b: Unknown 0-100", "writes: Unknown 0-50, Primary 50-100"], Draw(Entry(50, TimelineKind.PrimaryChanged, "a")));

    [Fact]
    public void A_failover_shows_both_members_and_the_pause() => Assert.Equal(
        ["a: Primary 0-20, Outside 20-60, Replica 60-100", "b: Replica 0-30, Primary 30-100", "writes: Primary 0-20, Paused 20-30, Primary 30-100"],
        Draw(Entry(-2, TimelineKind.PrimaryChanged, "a"), Entry(-1, TimelineKind.MemberJoined, "b"), Entry(20, TimelineKind.MemberLeft, "a"), Entry(20, TimelineKind.WritesPaused, "a"),
            Entry(30, TimelineKind.PrimaryChanged, "b"), Entry(30, TimelineKind.WritesResumed, "b"), Entry(60, TimelineKind.MemberJoined, "a")));

    [Fact]
    public void A_planned_switch_makes_the_former_primary_a_replica() => Assert.Equal(
        ["a: Primary 0-40, Replica 40-100", "b: Replica 0-40, Primary 40-100"],
        Draw(Entry(-2, TimelineKind.PrimaryChanged, "a"), Entry(-1, TimelineKind.MemberJoined, "b"), Entry(40, TimelineKind.PrimaryChanged, "b"))[..2]);

    [Fact]
    public void Nothing_is_known_while_the_service_was_away() => Assert.Equal("a: Primary 0-10, Unknown 10-70, Primary 70-100",
        Draw(Entry(-1, TimelineKind.PrimaryChanged, "a"), Entry(10, TimelineKind.ServiceStopped), Entry(60, TimelineKind.ServiceStarted), Entry(70, TimelineKind.PrimaryChanged, "a"))[0]);

    /// <summary>A range of 100 s.</summary>
    private static string[] Draw(params TimelineEntry[] entries) => [.. LaneDrawing.Draw(entries, ["a", "b"], From, From.AddSeconds(100)).Select(lane =>
        $"{lane.Name}: {string.Join(", ", Merge(lane.Spans).Select(span => $"{span.Kind} {span.From * 100:0}-{span.To * 100:0}"))}")];

    /// <summary>Neighbours that show the same are one to the eye.</summary>
    private static List<LaneSpan> Merge(IReadOnlyList<LaneSpan> spans)
    {
        var merged = new List<LaneSpan>();
        foreach (var span in spans)
        {
            if (merged.Count > 0 && merged[^1].Kind == span.Kind)
                merged[^1] = merged[^1] with { To = span.To };
            else
                merged.Add(span);
        }
        return merged;
    }

    private static TimelineEntry Entry(int second, TimelineKind kind, string? member = null) => TimelineEntry.Create(From.AddSeconds(second), kind, member, "");
}
