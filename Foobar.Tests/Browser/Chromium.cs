using System.Diagnostics;
using Foobar.Tests.Support;

namespace Foobar.Tests.Browser;

/// <summary>Finds the system's Chromium, and installs Debian's where that is possible.</summary>
internal static class Chromium
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The browser's path; without a browser the test is skipped, or fails in CI.</summary>
    public static async Task<string> FindAsync()
    {
        if (Find() is { } found)
            return found;
        var reason = "There is no Chromium, and it can be installed by root on Debian only.";
        if (Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
            await PackageInstallation.RunAsync(async () => reason = await InstallAsync(), TestContext.Current.CancellationToken);
        if (Find() is { } installed)
            return installed;
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
        throw new InvalidOperationException(reason);
    }

    private static string? Find() => Paths.FirstOrDefault(File.Exists);

    private static async Task<string> InstallAsync()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "apt-get update -q && apt-get install -q -y --no-install-recommends chromium"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var install = Process.Start(start)!;
        var output = install.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = install.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await install.WaitForExitAsync(TestContext.Current.CancellationToken);
        return $"Chromium could not be installed: {await output} {await errors}";
    }
}
