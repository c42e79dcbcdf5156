using Foobar.AppHost.MySqlCluster.Trials;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Ends the hang of a member.</summary>
internal static class ResumeCommand
{
    public static ClusterCommand Create(MySqlServerResource member) => new("resume", "Go on (SIGCONT)", "FastForward")
    {
        Description = "The hung server goes on",
        Refuse = Refusals.UnlessHung,
        Run = async context => CommandResults.Success(await MemberProcess.SignalAsync(context, member, ProcessSignal.Continue).ConfigureAwait(false)),
    };
}
