using Foobar.AppHost.MySqlCluster.Trials;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Lets a member hang: its connections stay open and nothing answers.</summary>
internal static class PauseCommand
{
    public static ClusterCommand Create(MySqlServerResource member) => new("pause", "Hang (SIGSTOP)", "Pause")
    {
        Description = "The server keeps its connections and answers nothing",
        Confirmation = $"Let {member.Name} hang? It keeps its connections and answers nothing until it goes on.",
        Refuse = Refusals.IfHung,
        Run = async context => CommandResults.Success(await MemberProcess.SignalAsync(context, member, ProcessSignal.Stop).ConfigureAwait(false)),
    };
}
