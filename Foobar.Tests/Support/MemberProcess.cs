using Chaos.Model;

namespace Foobar.Tests.Support;

/// <summary>What tests do to the processes of a model, from outside.</summary>
internal static class MemberProcess
{
    /// <summary>Kills the process of each resource (SIGKILL), and returns when the model has noticed.</summary>
    public static async Task KillAsync(this RunningModel model, params string[] resources)
    {
        foreach (var process in resources.Select(model.GetProcessId).ToArray())
            ProcessSignals.SendKill(process);
        foreach (var resource in resources)
            await model.App.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets a process hang (SIGSTOP).</summary>
    public static void Hang(this RunningModel model, string resource) => ProcessSignals.SendStop(model.GetProcessId(resource));

    /// <summary>Lets a process that hangs go on (SIGCONT).</summary>
    public static void GoOn(this RunningModel model, string resource) => ProcessSignals.SendContinue(model.GetProcessId(resource));

    /// <summary>The folder with the data of a member.</summary>
    public static string GetDataFolder(this RunningModel model, string member)
    {
        const string Option = "--datadir=";
        Assert.True(model.App.ResourceNotifications.TryGetCurrentState(member, out var state), $"'{member}' has no state.");
        var arguments = (IEnumerable<string>)Assert.Single(state.Snapshot.Properties, property => property.Name == "executable.args").Value!;
        return Assert.Single(arguments, argument => argument.StartsWith(Option, StringComparison.Ordinal))[Option.Length..];
    }

    /// <summary>Starts resources whose processes have ended.</summary>
    public static async Task StartAsync(this RunningModel model, params string[] resources)
    {
        foreach (var resource in resources)
            await model.CommandAsync(resource, "start");
    }
}
