using Foobar.AppHost.MySqlCluster.Monitoring;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Moves the primary to the replica that is least behind.</summary>
internal static class SwitchPrimaryCommand
{
    public static ClusterCommand Create(MySqlClusterResource cluster, ClusterMonitor monitor, PrimarySwitch primarySwitch, SemaphoreSlim turn) => new("switch-primary", "Switch primary", "ArrowSwap")
    {
        Description = "Hands the writes over to the replica that is least behind",
        Refuse = Refusals.UnlessPrimary,
        Turn = turn,
        Run = async context => monitor.View.LeastBehind is { } target
            ? CommandResults.Success(await primarySwitch.MoveToAsync(cluster.GetMember(target.Name), context).ConfigureAwait(false))
            : CommandResults.Failure($"There is no replica to switch to. {monitor.View}."),
    };
}
