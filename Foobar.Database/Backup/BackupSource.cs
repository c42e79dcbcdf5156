using Foobar.Database.Cluster;

namespace Foobar.Database.Backup;

/// <summary>Chooses the member that is copied.</summary>
internal static class BackupSource
{
    /// <summary>The replica that has executed most; the primary only when there is no replica.</summary>
    /// <exception cref="BackupException">No member is in the group.</exception>
    public static MemberObservation Choose(IReadOnlyList<MemberObservation> members)
    {
        var primary = ClusterPlan.Decide(members).Primary;
        var online = members.Where(member => member is { IsReachable: true, GroupState: "ONLINE" }).ToArray();
        return online.Where(member => member.View.PrimaryAddress != member.Address && member != primary).MaxBy(member => member.Executed.Count)
            ?? primary
            ?? online.FirstOrDefault()
            ?? throw new BackupException($"No member can be copied: none is in the group ({string.Join("; ", members)}).");
    }
}
