using System.Diagnostics;
using Foobar.ServiceDefaults;
using GatewaySpeed;

namespace Foobar.Tests.Support;

/// <summary>Runs a verb of Foobar.Database as operators do.</summary>
internal static class DatabaseCommand
{
    /// <summary>Runs it to its end, with the settings of the model's own service where there is a model.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(RunningModel? model, params string[] arguments)
    {
        using var process = Start(model, arguments);
        return await EndAsync(process);
    }

    /// <summary>Runs it to its end where these folders cannot be seen, as on another machine; only root can do that.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunElsewhereAsync(RunningModel model, IReadOnlyList<string> hidden, params string[] arguments)
    {
        using var process = Process.Start(AsElsewhere(Describe(model, arguments), hidden))!;
        return await EndAsync(process);
    }

    /// <summary>Starts it, with the settings of the model's own service where there is a model.</summary>
    public static Process Start(RunningModel? model, params string[] arguments) => Process.Start(Describe(model, arguments))!;

    private static async Task<(int ExitCode, string Output, string Errors)> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    /// <summary>In a mount namespace of its own, with an empty file system over each folder.</summary>
    private static ProcessStartInfo AsElsewhere(ProcessStartInfo start, IReadOnlyList<string> hidden)
    {
        // The shell would leave out the variables whose names are none to it, such as those with a hyphen.
        var variables = start.Environment.Where(variable => variable.Key.Contains('-', StringComparison.Ordinal)).Select(variable => $"{variable.Key}={variable.Value}");
        string[] command = ["env", .. variables, start.FileName, .. start.ArgumentList];
        start.FileName = "unshare";
        start.ArgumentList.Clear();
        foreach (var argument in (string[])["--mount", "sh", "-ec", $"{string.Concat(hidden.Select(folder => $"mount -t tmpfs none '{folder}'; "))}exec \"$@\"", "sh", .. command])
            start.ArgumentList.Add(argument);
        return start;
    }

    private static ProcessStartInfo Describe(RunningModel? model, string[] arguments)
    {
        var folder = Path.GetDirectoryName(new Projects.Foobar_Database().ProjectPath)!;
        var start = new ProcessStartInfo(Path.Combine(Repository.OutputOf("Foobar.Database"), "Foobar.Database"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (model is not null)
        {
            Assert.True(model.App.ResourceNotifications.TryGetCurrentState(FoobarNames.Resources.Database, out var state));
            foreach (var variable in state.Snapshot.EnvironmentVariables.Where(variable => variable.Name.StartsWith("ConnectionStrings__", StringComparison.Ordinal) || variable.Name.StartsWith("MySql__", StringComparison.Ordinal)))
                start.Environment[variable.Name] = variable.Value;
        }
        return start;
    }
}
