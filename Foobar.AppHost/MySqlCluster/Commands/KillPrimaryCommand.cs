using Foobar.AppHost.MySqlCluster.Monitoring;
using Foobar.AppHost.MySqlCluster.Trials;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Ends whichever member is the primary, as a crash would.</summary>
internal static class KillPrimaryCommand
{
    public static ClusterCommand Create(MySqlClusterResource cluster, ClusterMonitor monitor) => new("kill-primary", "Kill primary (SIGKILL)", "DismissCircle")
    {
        Description = "Ends the primary at once, as a crash would; the others elect a new one",
        Confirmation = "Kill the primary? It ends at once, as in a crash, and comes back when it is started. The others elect a new primary.",
        Refuse = Refusals.UnlessPrimary,
        Run = async context => monitor.View.Primary is { } primary
            ? CommandResults.Success(await MemberProcess.SignalAsync(context, cluster.GetMember(primary.Name), ProcessSignal.Kill).ConfigureAwait(false))
            : CommandResults.Failure($"There is no primary now. {monitor.View}."),
    };
}
