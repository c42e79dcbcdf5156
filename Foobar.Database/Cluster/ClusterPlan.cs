namespace Foobar.Database.Cluster;

/// <summary>What is to be done for the cluster now; at most one member forms the group, any number joins it.</summary>
internal sealed record ClusterPlan
{
    /// <summary>The group's writable primary; null while there is none.</summary>
    public MemberObservation? Primary { get; init; }

    /// <summary>The member that the group is to be formed from.</summary>
    public MemberObservation? Bootstrap { get; init; }

    /// <summary>Members that are to join the group.</summary>
    public IReadOnlyList<MemberObservation> Joiners { get; init; } = [];

    /// <summary>Why nothing can be done for the group, or for a member; in words for operators.</summary>
    public string? Problem { get; init; }

    /// <summary>Decides by what was seen of all members. <paramref name="isSubset"/> tells whether the first GTID set is within the second.</summary>
    public static ClusterPlan Decide(IReadOnlyList<MemberObservation> members, Func<string, string, bool> isSubset)
    {
        if (members.FirstOrDefault(member => member.IsWritablePrimary) is { } primary)
            return DecideJoiners(members, primary, isSubset);

        if (members.Where(member => member.IsInGroup).ToArray() is { Length: > 0 } inGroup)
        {
            return new ClusterPlan
            {
                Problem = $"The group has no writable primary now ({string.Join("; ", members)}). The engine elects one as soon as a majority of {inGroup.Max(member => member.GroupSize)} is in touch.",
            };
        }

        // A member that cannot be seen may be the one with the newest data, or be in a group of its own: nobody may form another one.
        if (members.Where(member => !member.IsReachable).ToArray() is { Length: > 0 } missing)
            return new ClusterPlan { Problem = $"The group can only be formed when every member answers. Missing: {string.Join("; ", missing.AsEnumerable())}." };

        return DecideBootstrap(members, isSubset);
    }

    private static ClusterPlan DecideJoiners(IReadOnlyList<MemberObservation> members, MemberObservation primary, Func<string, string, bool> isSubset)
    {
        var outside = members.Where(member => member is { IsReachable: true, IsInGroup: false }).ToArray();
        var diverged = outside.Where(member => !member.IsFresh && !isSubset(member.GtidExecuted, primary.GtidExecuted)).ToArray();
        return new ClusterPlan
        {
            Primary = primary,
            Joiners = [.. outside.Except(diverged)],
            Problem = diverged.Length == 0 ? null : Describe(diverged, "has transactions that the group does not have; it stays outside and is not touched", [.. diverged, primary]),
        };
    }

    /// <summary>The group starts from the member that has all transactions of all others.</summary>
    private static ClusterPlan DecideBootstrap(IReadOnlyList<MemberObservation> members, Func<string, string, bool> isSubset)
    {
        var withData = members.Where(member => !member.IsFresh).ToArray();
        if (withData.Length == 0)
            return new ClusterPlan { Bootstrap = members[0] };
        var complete = withData.FirstOrDefault(candidate => withData.All(other => isSubset(other.GtidExecuted, candidate.GtidExecuted)));
        return complete is not null
            ? new ClusterPlan { Bootstrap = complete }
            : new ClusterPlan { Problem = Describe(withData, "have diverged: none has the transactions of all others, so nothing is touched", withData) };
    }

    private static string Describe(MemberObservation[] subjects, string problem, MemberObservation[] compared) =>
        $"{string.Join(", ", subjects.Select(member => member.Name))} {problem}. {string.Join("; ", compared.Select(member => $"{member.Name} has {member.GtidExecuted}"))}.";
}
