using System.Diagnostics;
using GatewaySpeed.Machine;

namespace Foobar.Tests.Support;

/// <summary>Programs of Prometheus and Alertmanager, from the distribution's packages.</summary>
internal static class MonitoringProgram
{
    /// <summary>The path of a program; where it is missing the test is skipped, or fails in CI.</summary>
    public static string Find(string program)
    {
        if (Tools.Find(program) is { } path)
            return path;
        var reason = $"There is no '{program}'. Install the packages prometheus and prometheus-alertmanager.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
        throw new InvalidOperationException(reason);
    }

    /// <summary>Runs it to its end, and fails with what it says when it fails.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        var path = Find(program);
        // It keeps what it works on in the folder for temporary files.
        var folder = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"{program}-{Guid.NewGuid():N}"));
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TMPDIR"] = folder.FullName } })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        Assert.True(process.ExitCode == 0, string.Join('\n', said));
    }
}
