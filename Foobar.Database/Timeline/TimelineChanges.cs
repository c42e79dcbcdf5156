using System.Collections.Immutable;
using Foobar.Database.Cluster;

namespace Foobar.Database.Timeline;

/// <summary>Tells what happened between two looks at the cluster.</summary>
internal static class TimelineChanges
{
    /// <summary>The state after the look, and the entries in the order in which they are told.</summary>
    public static (TimelineState State, IReadOnlyList<TimelineEntry> Entries) Compare(TimelineState before, IReadOnlyList<MemberObservation> members, ClusterPlan plan, DateTimeOffset now)
    {
        var entries = new List<TimelineEntry>();
        // The entries of one look are a microsecond apart, which keeps them in order.
        void Tell(TimelineKind kind, string? member, string detail, TimeSpan? duration = null) =>
            entries.Add(TimelineEntry.Create(now.AddMicroseconds(entries.Count), kind, member, detail, duration));

        var state = before with { FirstLook = before.FirstLook ?? now };
        state = CompareMembersThatLeft(state, members, plan, now, Tell);
        state = CompareMajority(state, members, plan, now, Tell);
        state = ComparePrimary(state, members, plan, now, Tell);
        state = CompareMembersThatJoined(state, members, plan, now, Tell);
        return (CompareDiverged(state, plan, Tell), entries);
    }

    private delegate void Teller(TimelineKind kind, string? member, string detail, TimeSpan? duration = null);

    private static TimelineState ComparePrimary(TimelineState state, IReadOnlyList<MemberObservation> members, ClusterPlan plan, DateTimeOffset now, Teller tell)
    {
        if (plan.Primary is not { } primary)
        {
            if (state is { Primary: { } lost, IsPaused: false })
                tell(TimelineKind.WritesPaused, lost, $"No member takes writes. {string.Join("; ", members)}.");
            return state with { IsPaused = state.Primary is not null };
        }
        if (primary.Name != state.Primary)
            tell(TimelineKind.PrimaryChanged, primary.Name, state.Primary is null ? "Is the primary." : $"Is the primary; it was {state.Primary}.");
        if (state.IsPaused)
            tell(TimelineKind.WritesResumed, primary.Name, "Takes writes.", now - state.PrimarySeenAt);
        return state with { Primary = primary.Name, PrimarySeenAt = now, IsPaused = false };
    }

    private static TimelineState CompareMajority(TimelineState state, IReadOnlyList<MemberObservation> members, ClusterPlan plan, DateTimeOffset now, Teller tell)
    {
        var inGroup = members.Where(member => member.IsInGroup).ToArray();
        var isLost = plan.Primary is null && inGroup.Length > 0 && inGroup.All(member => !member.View.HasMajority);
        if (isLost && state.MajorityLostAt is null)
        {
            tell(TimelineKind.MajorityLost, null, $"{inGroup.Length} of {inGroup.Max(member => member.View.Size)} members are in touch: {string.Join(", ", inGroup.Select(member => member.Name))}.");
            return state with { MajorityLostAt = now };
        }
        if (state.MajorityLostAt is { } lostAt && (plan.Primary is not null || inGroup.Any(member => member.View.HasMajority)))
        {
            tell(TimelineKind.MajorityRegained, null, $"In the group: {string.Join(", ", inGroup.Select(member => member.Name))}.", now - lostAt);
            return state with { MajorityLostAt = null };
        }
        return state;
    }

    private static TimelineState CompareMembersThatLeft(TimelineState state, IReadOnlyList<MemberObservation> members, ClusterPlan plan, DateTimeOffset now, Teller tell)
    {
        foreach (var member in members.Where(member => state.Joined.Contains(member.Name)))
        {
            if (WhyLeft(member, plan.Primary) is not { } why)
                continue;
            tell(TimelineKind.MemberLeft, member.Name, why);
            state = state with { Joined = state.Joined.Remove(member.Name), LeftAt = state.LeftAt.SetItem(member.Name, now) };
        }
        return state;
    }

    /// <summary>Why a member that was in the group counts as outside; null when it does not.</summary>
    private static string? WhyLeft(MemberObservation member, MemberObservation? primary)
    {
        var listed = primary?.View.Members.FirstOrDefault(listed => listed.Address == member.Address);
        return member switch
        {
            // The group is in touch with it still; only we are not.
            { IsReachable: false } when listed?.State is "ONLINE" or "RECOVERING" => null,
            { IsReachable: false } => $"Left the group: {member.Unreachable}",
            { GroupState: "ERROR" } => "Was expelled from the group, or could not go on in it.",
            { IsInGroup: false } => "Is outside the group: it was restarted or told to leave.",
            _ when primary is not null && listed is null => "Was expelled from the group after it had not answered.",
            _ => null,
        };
    }

    private static TimelineState CompareMembersThatJoined(TimelineState state, IReadOnlyList<MemberObservation> members, ClusterPlan plan, DateTimeOffset now, Teller tell)
    {
        foreach (var member in members.Where(member => member.IsReachable))
        {
            var isIn = member.GroupState == "ONLINE" && plan.Primary is { } primary && primary.View.Has(member.Address);
            // Who forms a group brings all that there is.
            var isAlone = state.Joined.IsEmpty && member.Name == plan.Primary?.Name;
            var isCloned = state.ClonedAt.TryGetValue(member.Name, out var known) && member.ClonedAt is not null && member.ClonedAt != known;
            if (isIn && !state.Joined.Contains(member.Name))
            {
                var how = state.FirstLook == now || isAlone ? "Is in the group." : isCloned ? "Came into the group with a copy of all data (clone)." : "Came into the group with what it lacked (incremental).";
                tell(TimelineKind.MemberJoined, member.Name, how, state.LeftAt.TryGetValue(member.Name, out var left) ? now - left : null);
                state = state with { Joined = state.Joined.Add(member.Name), LeftAt = state.LeftAt.Remove(member.Name) };
            }
            // Outside, an old copy is kept in mind, so that a new one is told from it.
            if (isIn || !state.ClonedAt.ContainsKey(member.Name))
                state = state with { ClonedAt = state.ClonedAt.SetItem(member.Name, member.ClonedAt) };
        }
        return state;
    }

    private static TimelineState CompareDiverged(TimelineState state, ClusterPlan plan, Teller tell)
    {
        foreach (var member in plan.Diverged.Where(member => !state.Diverged.Contains(member.Name)))
            tell(TimelineKind.MemberDiverged, member.Name, plan.Problem!);
        return state with { Diverged = plan.Diverged.Select(member => member.Name).ToImmutableHashSet() };
    }
}
