using Foobar.AppHost.MySqlCluster.Trials;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Ends a member as a crash would.</summary>
internal static class KillCommand
{
    public static ClusterCommand Create(MySqlServerResource member) => new("kill", "Kill (SIGKILL)", "DismissCircle")
    {
        Description = "Ends the server at once, as a crash would",
        Confirmation = $"Kill {member.Name}? It ends at once, as in a crash, and comes back when it is started.",
        Refuse = Refusals.UnlessRunning,
        Run = async context => CommandResults.Success(await MemberProcess.SignalAsync(context, member, ProcessSignal.Kill).ConfigureAwait(false)),
    };
}
