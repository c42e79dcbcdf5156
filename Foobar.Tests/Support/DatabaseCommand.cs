using System.Diagnostics;
using Foobar.ServiceDefaults;

namespace Foobar.Tests.Support;

/// <summary>Runs a verb of Foobar.Database as operators do.</summary>
internal static class DatabaseCommand
{
    /// <summary>Runs it to its end, with the settings of the model's own service where there is a model.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(RunningModel? model, params string[] arguments)
    {
        using var process = Start(model, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    /// <summary>Starts it, with the settings of the model's own service where there is a model.</summary>
    public static Process Start(RunningModel? model, params string[] arguments)
    {
        var folder = Path.GetDirectoryName(new Projects.Foobar_Database().ProjectPath)!;
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var start = new ProcessStartInfo(Path.Combine(folder, "bin", own.Parent!.Name, own.Name, "Foobar.Database"), arguments)
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
        return Process.Start(start)!;
    }
}
