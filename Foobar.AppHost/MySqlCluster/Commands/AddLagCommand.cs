using Foobar.AppHost.MySqlCluster.Trials;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Makes a replica lag for a trial.</summary>
internal static class AddLagCommand
{
    public static ClusterCommand Create(MySqlServerResource member, ReplicationHold hold) => new("add-lag", "Add replication lag", "Hourglass")
    {
        Description = "The replica receives transactions but does not apply them",
        Refuse = Refusals.UnlessFreeReplica,
        Run = async context =>
        {
            await hold.HoldAsync(member, context).ConfigureAwait(false);
            return CommandResults.Success($"{member.Name} receives transactions but does not apply them now.");
        },
    };
}
