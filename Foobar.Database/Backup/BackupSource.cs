using Foobar.Database.Cluster;

namespace Foobar.Database.Backup;

/// <summary>Chooses the member that is copied.</summary>
internal static class BackupSource
{
    /// <summary>The one that is asked for; otherwise the replica that has executed most, and the primary only when there is no replica.</summary>
    /// <exception cref="BackupException">No member is in the group, or not the one that is asked for.</exception>
    public static MemberObservation Choose(IReadOnlyList<MemberObservation> members, string? wanted = null)
    {
        if (wanted is not null)
            return members.FirstOrDefault(member => member.Name == wanted && member is { IsReachable: true, GroupState: "ONLINE" })
                ?? throw new BackupException($"{wanted} cannot be copied: it is not in the group ({string.Join("; ", members)}).");
        var primary = ClusterPlan.Decide(members).Primary;
        var online = members.Where(member => member is { IsReachable: true, GroupState: "ONLINE" }).ToArray();
        return online.Where(member => member.View.PrimaryAddress != member.Address && member != primary).MaxBy(member => member.Executed.Count)
            ?? primary
            ?? online.FirstOrDefault()
            ?? throw new BackupException($"No member can be copied: none is in the group ({string.Join("; ", members)}).");
    }
}
