using Foobar.Database.Cluster;
using Foobar.Database.Timeline;
using static Foobar.Tests.Unit.Database.Seen;

namespace Foobar.Tests.Unit.Database;

public sealed class TimelineChangesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly MemberObservation[] Whole = [InGroup("a", "1-9", "a", "b", "c"), InGroup("b", "1-9", "a", "b", "c"), InGroup("c", "1-9", "a", "b", "c")];

    [Fact]
    public void The_first_look_tells_how_things_are() => Assert.Equal(
        ["PrimaryChanged a: Is the primary.", "MemberJoined a: Is in the group.", "MemberJoined b: Is in the group.", "MemberJoined c: Is in the group."],
        Tell(Whole));

    [Fact]
    public void Looks_that_see_the_same_tell_nothing() => Assert.Empty(Tell(Whole, Whole));

    [Fact]
    public void A_planned_switch_is_one_entry() => Assert.Equal(["PrimaryChanged b: Is the primary; it was a."],
        Tell(Whole, [InGroup("a", "1-9", "b", "a", "c"), InGroup("b", "1-9", "b", "a", "c"), InGroup("c", "1-9", "b", "a", "c")]));

    [Fact]
    public void A_failover_tells_who_left_and_how_long_writes_had_no_primary() => Assert.Equal(
        [
            "MemberLeft a: Left the group: connection refused",
            "WritesPaused a: No member takes writes. a: connection refused; b: ONLINE; c: ONLINE.",
            "PrimaryChanged b: Is the primary; it was a.",
            "WritesResumed b: Takes writes. [2 s]",
        ],
        Tell(Whole,
            [Known(Gone("a")), InGroup("b", "1-9", "a?", "b", "c"), InGroup("c", "1-9", "a?", "b", "c")],
            [Known(Gone("a")), InGroup("b", "1-9", "b", "c"), InGroup("c", "1-9", "b", "c")]));

    [Fact]
    public void A_replica_that_does_not_answer_us_has_not_left_while_the_group_is_in_touch_with_it() => Assert.Equal(
        ["MemberLeft c: Left the group: connection refused"],
        Tell(Whole,
            [Whole[0], Whole[1], Known(Gone("c"))],
            [InGroup("a", "1-9", "a", "b", "c?"), InGroup("b", "1-9", "a", "b", "c?"), Known(Gone("c"))]));

    [Fact]
    public void A_replica_that_comes_back_tells_how_and_after_what_time() => Assert.Equal(
        ["MemberLeft c: Is outside the group: it was restarted or told to leave.", "MemberJoined c: Came into the group with what it lacked (incremental). [1 s]"],
        Tell(Whole, [InGroup("a", "1-9", "a", "b"), InGroup("b", "1-9", "a", "b"), Outside("c", "1-7")], Whole));

    [Fact]
    public void A_replica_that_comes_back_by_clone_tells_that() => Assert.Equal(
        ["MemberLeft c: Is outside the group: it was restarted or told to leave.", "MemberJoined c: Came into the group with a copy of all data (clone). [2 s]"],
        Tell(Whole,
            [InGroup("a", "1-9", "a", "b"), InGroup("b", "1-9", "a", "b"), Fresh("c")],
            [InGroup("a", "1-9", "a", "b"), InGroup("b", "1-9", "a", "b"), Outside("c", "1-9") with { ClonedAt = "now" }],
            [Whole[0], Whole[1], Whole[2] with { ClonedAt = "now" }]));

    [Fact]
    public void An_old_copy_is_not_told_again() => Assert.DoesNotContain(
        Tell([Whole[0], Whole[1], Whole[2] with { ClonedAt = "before" }], [InGroup("a", "1-9", "a", "b"), InGroup("b", "1-9", "a", "b"), Outside("c", "1-9") with { ClonedAt = "before" }], [Whole[0], Whole[1], Whole[2] with { ClonedAt = "before" }]),
        entry => entry.Contains("clone", StringComparison.Ordinal));

    [Theory]
    [InlineData("ERROR", "MemberLeft c: Was expelled from the group, or could not go on in it.")]
    [InlineData("OFFLINE", "MemberLeft c: Is outside the group: it was restarted or told to leave.")]
    public void Why_a_member_left_is_told_as_far_as_it_can_be_seen(string state, string expected) => Assert.Equal([expected],
        Tell(Whole, [InGroup("a", "1-9", "a", "b"), InGroup("b", "1-9", "a", "b"), Outside("c", "1-9") with { GroupState = state }]));

    [Fact]
    public void A_member_that_does_not_know_yet_that_it_was_expelled_has_left() => Assert.Equal(
        ["MemberLeft a: Was expelled from the group after it had not answered.", "PrimaryChanged b: Is the primary; it was a."],
        Tell(Whole, [Whole[0], InGroup("b", "1-9", "b", "c"), InGroup("c", "1-9", "b", "c")]));

    [Fact]
    public void A_majority_that_is_lost_and_regained_is_told_once_each()
    {
        MemberObservation[] lost = [InGroup("a", "1-9", "a", "b?", "c?"), Known(Gone("b")), Known(Gone("c"))];

        var entries = Tell(Whole, lost, lost, Whole);

        Assert.Single(entries, entry => entry == "MajorityLost : 1 of 3 members are in touch: a.");
        Assert.Single(entries, entry => entry == "MajorityRegained : In the group: a, b, c. [2 s]");
        Assert.Single(entries, entry => entry == "WritesResumed a: Takes writes. [3 s]");
    }

    [Fact]
    public void A_diverged_member_is_told_once_with_the_transactions()
    {
        MemberObservation[] diverged = [InGroup("a", "1-9", "a", "b"), InGroup("b", "1-9", "a", "b"), Outside("c", "1-7:20")];

        var entries = Tell(diverged, diverged);

        Assert.Empty(entries);
        var first = Assert.Single(Tell(Whole, diverged), entry => entry.StartsWith("MemberDiverged c", StringComparison.Ordinal));
        Assert.Contains(Transactions("1-7:20").ToString(), first, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_of_one_look_keep_their_order_by_time()
    {
        var (_, entries) = TimelineChanges.Compare(TimelineState.Nothing, Whole, ClusterPlan.Decide(Whole), Start);

        Assert.Equal(entries.Select(entry => entry.Id), entries.OrderBy(entry => entry.HappenedAt).Select(entry => entry.Id));
        Assert.Equal(entries.Count, entries.Select(entry => entry.Id).Distinct().Count());
    }

    /// <summary>Looks once a second; returns what is told from the second look on, or by the only one.</summary>
    private static List<string> Tell(params MemberObservation[][] looks)
    {
        var state = TimelineState.Nothing;
        var told = new List<string>();
        for (var i = 0; i < looks.Length; i++)
        {
            (state, var entries) = TimelineChanges.Compare(state, looks[i], ClusterPlan.Decide(looks[i]), Start.AddSeconds(i));
            if (i > 0 || looks.Length == 1)
                told.AddRange(entries.Select(entry => $"{entry.Kind} {entry.Member}: {entry.Detail}{(entry.Duration is { } duration ? $" [{duration.TotalSeconds} s]" : "")}"));
        }
        return told;
    }

    /// <summary>A member that answered before.</summary>
    private static MemberObservation Known(MemberObservation member) => member with { Address = $"{member.Name}:3306" };
}
