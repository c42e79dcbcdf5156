namespace Foobar.Database.Cluster;

/// <summary>What is to be done for the cluster now; at most one member forms the group, any number joins it.</summary>
internal sealed record ClusterPlan
{
    /// <summary>A majority counts as gone for good when it has been seen to be gone for this long; the engine's own time for leaving is shorter.</summary>
    public static readonly TimeSpan MajorityPatience = TimeSpan.FromSeconds(20);

    /// <summary>The group's writable primary; null while there is none.</summary>
    public MemberObservation? Primary { get; init; }

    /// <summary>The member that the group is to be formed from.</summary>
    public MemberObservation? Bootstrap { get; init; }

    /// <summary>Members whose engine is to be ended, since the majority of their group is gone: some are in it still, some fell out.</summary>
    public IReadOnlyList<MemberObservation> Leavers { get; init; } = [];

    /// <summary>Members that are to join the group.</summary>
    public IReadOnlyList<MemberObservation> Joiners { get; init; } = [];

    /// <summary>Members in the group whose next start would form another one: somebody was interrupted while forming it.</summary>
    public IReadOnlyList<MemberObservation> Unfinished { get; init; } = [];

    /// <summary>Members that stay outside, since they have transactions that the group does not have.</summary>
    public IReadOnlyList<MemberObservation> Diverged { get; init; } = [];

    /// <summary>Why nothing can be done for the group, or for a member; in words for operators.</summary>
    public string? Problem { get; init; }

    /// <summary>Decides by what was seen of all members.</summary>
    public static ClusterPlan Decide(IReadOnlyList<MemberObservation> members)
    {
        if (members.All(member => member.IsPlain))
            return DecidePlain(members);
        var unfinished = members.Where(member => member is { IsInGroup: true, IsBootstrapSwitchOn: true }).ToArray();
        return DecideGroup(members) with { Unfinished = unfinished };
    }

    /// <summary>Nothing is done for servers that somebody else looks after; of two that take writes, neither is trusted.</summary>
    private static ClusterPlan DecidePlain(IReadOnlyList<MemberObservation> members) => members.Where(member => member.ClaimsToBePrimary).ToArray() switch
    {
        [var primary] => new ClusterPlan { Primary = primary },
        [] => new ClusterPlan { Problem = $"No server takes writes now ({string.Join("; ", members)})." },
        var several => new ClusterPlan { Problem = $"{string.Join(", ", several.Select(member => member.Name))} all take writes: every server but the primary must be read-only. Nothing is written to any of them." },
    };

    private static ClusterPlan DecideGroup(IReadOnlyList<MemberObservation> members)
    {
        if (FindPrimary(members) is { } primary)
            return DecideJoiners(members, primary);
        var missing = members.Where(member => !member.IsReachable).ToArray();
        if (members.Any(member => member.IsInGroup))
            return DecideMajority(members, missing);
        // A member that cannot be seen may be the one with the newest data, or be in a group of its own: nobody may form another one.
        if (missing.Length > 0)
            return new ClusterPlan { Problem = $"The group can only be formed when every member answers. Missing: {string.Join("; ", missing.AsEnumerable())}." };
        // The engine of one that fell out may be alive. It would reach the members of a new group, and what the old one had not agreed on would come into that (seen with 9.7.4).
        var leavers = members.Where(member => member.GroupState == "ERROR").ToArray();
        return leavers.Length > 0
            ? new ClusterPlan { Leavers = leavers, Problem = $"The group can only be formed when every member has left the last one. Not yet: {string.Join("; ", leavers.AsEnumerable())}." }
            : DecideBootstrap(members);
    }

    /// <summary>
    /// The member that is the primary by its own view and by those of the others in it: one that hung and was expelled still takes itself for the primary for some seconds.
    /// </summary>
    private static MemberObservation? FindPrimary(IReadOnlyList<MemberObservation> members) => members.FirstOrDefault(member => member.ClaimsToBePrimary
        && members.All(other => !other.IsInGroup || !member.View.Has(other.Address) || other.View.Has(member.Address)));

    private static ClusterPlan DecideJoiners(IReadOnlyList<MemberObservation> members, MemberObservation primary)
    {
        var outside = members.Where(member => member is { IsReachable: true, IsInGroup: false }).ToArray();
        var diverged = outside.Where(member => !member.IsFresh && !primary.Transactions.Contains(member.Transactions)).ToArray();
        // While the group still lists an earlier life of a member, it would only refuse the new one.
        var joiners = outside.Except(diverged).Where(member => !primary.View.Has(member.Address));
        return new ClusterPlan
        {
            Primary = primary,
            Joiners = [.. TakeTurns(joiners, members, primary)],
            Diverged = diverged,
            Problem = diverged.Length == 0 ? null : Describe(diverged, "has transactions that the group does not have; it stays outside and is not touched", [.. diverged, primary]),
        };
    }

    /// <summary>
    /// Members that need a copy of all data join one after the other: a server gives one copy at a time (error 3634), and the engine of a member that is refused
    /// then looks for transactions that nobody has any more, ten times, a minute apart (seen with 9.7.4).
    /// </summary>
    private static IEnumerable<MemberObservation> TakeTurns(IEnumerable<MemberObservation> joiners, IReadOnlyList<MemberObservation> members, MemberObservation primary)
    {
        bool NeedsCopy(MemberObservation member) => !member.Transactions.Contains(primary.Purged);
        bool IsWhole(string address) => members.Any(member => member.IsReachable && member.Address == address && !NeedsCopy(member));
        // One that gets a copy does not always answer, and one that has just come in may have been looked at before: then the primary alone tells.
        var isGiven = members.Any(member => member.IsInGroup && NeedsCopy(member)) || primary.View.Members.Any(member => member.State == "RECOVERING" && !IsWhole(member.Address));
        foreach (var member in joiners)
        {
            if (!NeedsCopy(member))
                yield return member;
            else if (!isGiven)
            {
                isGiven = true;
                yield return member;
            }
        }
    }

    /// <summary>A group without a primary waits for its majority, unless that has left for good.</summary>
    private static ClusterPlan DecideMajority(IReadOnlyList<MemberObservation> members, MemberObservation[] missing)
    {
        var inGroup = members.Where(member => member.IsInGroup).ToArray();
        var size = inGroup.Max(member => member.View.Size);
        var waiting = new ClusterPlan
        {
            Problem = $"The group has no writable primary now ({string.Join("; ", members)}). The engine elects one as soon as a majority of {size} is in touch.",
        };
        // All answer, and too few of them are in the group: those that it waits for have left it and cannot come back into it.
        var isGone = missing.Length == 0 && inGroup.Length * 2 <= size && members.All(member => member.StateAge >= MajorityPatience);
        return isGone ? waiting with { Leavers = inGroup } : waiting;
    }

    /// <summary>The group starts from the member that has all transactions of all others.</summary>
    private static ClusterPlan DecideBootstrap(IReadOnlyList<MemberObservation> members)
    {
        var withData = members.Where(member => !member.IsFresh).ToArray();
        if (withData.Length == 0)
            return new ClusterPlan { Bootstrap = members[0] };
        var complete = withData.FirstOrDefault(candidate => withData.All(other => candidate.Transactions.Contains(other.Transactions)));
        return complete is not null
            ? new ClusterPlan { Bootstrap = complete }
            : new ClusterPlan { Diverged = withData, Problem = Describe(withData, "have diverged: none has the transactions of all others, so nothing is touched", withData) };
    }

    private static string Describe(MemberObservation[] subjects, string problem, MemberObservation[] compared) =>
        $"{string.Join(", ", subjects.Select(member => member.Name))} {problem}. {string.Join("; ", compared.Select(member => $"{member.Name} has {member.Transactions}"))}.";
}
