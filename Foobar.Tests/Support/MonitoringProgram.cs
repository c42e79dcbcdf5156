using System.Diagnostics;

namespace Foobar.Tests.Support;

/// <summary>Programs of Prometheus and Alertmanager, from the distribution's packages.</summary>
internal static class MonitoringProgram
{
    /// <summary>The path of a program; where it is missing the test is skipped, or fails in CI.</summary>
    public static string Find(string program) => DeployProgram.Find(program, program is "amtool" or "prometheus-alertmanager" ? "prometheus-alertmanager" : "prometheus");

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
