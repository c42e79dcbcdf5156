namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Restarts all members one after the other, without a moment in which the cluster cannot write.</summary>
internal static class RestartMembersCommand
{
    public static ClusterCommand Create(RollingRestart restart, SemaphoreSlim turn) => new("restart-members", "Restart members", "ArrowSync")
    {
        Description = "One after the other, replicas first; the primary is moved before its own restart",
        Confirmation = "Restart all members, one after the other? Each one waits until the group is complete again.",
        Refuse = Refusals.UnlessPrimary,
        Turn = turn,
        Run = restart.RunAsync,
    };
}
