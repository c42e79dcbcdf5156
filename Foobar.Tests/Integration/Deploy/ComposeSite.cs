using Foobar.Tests.Support;
using GatewaySpeed;

namespace Foobar.Tests.Integration.Deploy;

/// <summary>The script that runs the Compose file with images of the last commit.</summary>
internal static class ComposeSite
{
    /// <summary>The script's exit code where containers cannot be run.</summary>
    private const int CannotRun = 77;

    // Two tests need the images, and each is there for itself: whoever comes first makes them.
    private static readonly Lazy<Task<string>> Images = new(MakeImagesAsync);

    private static readonly string Script = Path.Combine(Repository.Root, "deploy", "compose", "smoke-test");

    /// <summary>Skips the test where a program is missing, or fails in CI.</summary>
    public static void Require()
    {
        DeployProgram.RequireRoot();
        foreach (var program in new[] { "podman", "podman-compose", "runc", "docker-registry", "mmdebstrap", "skopeo", "openssl", "curl", "nmap", "iptables" })
            DeployProgram.Find(program, program);
    }

    /// <summary>The folder with the images.</summary>
    public static Task<string> GetImagesAsync() => Images.Value;

    /// <summary>Brings the site up, visits it, breaks it and looks for what can be reached; returns what the script has said.</summary>
    public static async Task<string> TryAsync() => await RunAsync("--images", await GetImagesAsync(), "--chaos", Path.Combine(Repository.OutputOf(Path.Combine("bench", "chaos")), "chaos.dll"));

    private static async Task<string> MakeImagesAsync()
    {
        var folder = Path.Combine(TestFolders.Data, "images");
        await RunAsync("--images", folder, "--only-images");
        return folder;
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output) = await DeployProgram.RunAsync(Script, arguments);
        Assert.SkipWhen(exitCode == CannotRun, output);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
