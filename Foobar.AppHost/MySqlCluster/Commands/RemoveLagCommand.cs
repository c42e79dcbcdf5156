using Foobar.AppHost.MySqlCluster.Trials;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Lets a replica that was made to lag catch up.</summary>
internal static class RemoveLagCommand
{
    public static ClusterCommand Create(MySqlServerResource member, ReplicationHold hold) => new("remove-lag", "Remove replication lag", "ArrowClockwise")
    {
        Description = "The replica applies what it has received and keeps up again",
        Refuse = Refusals.UnlessHeldBack,
        Run = async context =>
        {
            await hold.ReleaseAsync(member, context.Services).ConfigureAwait(false);
            return CommandResults.Success($"{member.Name} applies transactions again.");
        },
    };
}
