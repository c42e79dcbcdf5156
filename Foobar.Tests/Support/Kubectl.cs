using System.Diagnostics;
using GatewaySpeed.Machine;

namespace Foobar.Tests.Support;

/// <summary>The program kubectl, which renders overlays without a cluster.</summary>
internal static class Kubectl
{
    /// <summary>What the overlay in a folder comes to; without the program the test is skipped, or fails in CI.</summary>
    public static async Task<string> KustomizeAsync(string folder)
    {
        if (Tools.Find("kubectl") is not { } path)
        {
            const string Reason = "There is no 'kubectl'. Install the package kubernetes-client.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Reason);
            throw new InvalidOperationException(Reason);
        }
        using var process = Process.Start(new ProcessStartInfo(path, ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, said[1]);
        return said[0];
    }
}
