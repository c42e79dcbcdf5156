using System.Diagnostics;
using GatewaySpeed.Machine;

namespace Foobar.Tests.Support;

/// <summary>Programs with which files of <c>deploy</c> are checked, from the distribution's packages.</summary>
internal static class DeployProgram
{
    /// <summary>The path of a program; where it is missing the test is skipped, or fails in CI.</summary>
    public static string Find(string program, string package)
    {
        if (Tools.Find(program) is { } path)
            return path;
        SkipOrFail($"There is no '{program}'. Install the package {package}.");
        return program;
    }

    /// <summary>Namespaces and rules of the firewall are for root; elsewhere the test is skipped, or fails in CI.</summary>
    public static void RequireRoot()
    {
        if (Environment.UserName != "root")
            SkipOrFail("Only root may do this.");
    }

    /// <summary>Runs a program to its end; returns all that it said.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, string.Concat(said));
        }
        finally
        {
            // Asked to end, a script cleans up after itself.
            if (!process.HasExited)
                await Process.Start("kill", [$"{process.Id}"]).WaitForExitAsync(CancellationToken.None);
        }
    }

    private static void SkipOrFail(string reason)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
        throw new InvalidOperationException(reason);
    }
}
