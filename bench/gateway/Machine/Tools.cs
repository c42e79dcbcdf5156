using System.Diagnostics;

namespace GatewaySpeed.Machine;

/// <summary>The programs that are compared and that make the load; from Debian's packages where they are missing.</summary>
internal static class Tools
{
    // What keeps packages from starting the servers that are in them: nothing is to listen that nobody asked for.
    private const string ServicePolicy = "/usr/sbin/policy-rc.d";

    private static readonly Dictionary<string, string> Packages = new()
    {
        ["haproxy"] = "haproxy",
        ["nginx"] = "nginx-light",
        ["wrk"] = "wrk",
        ["h2load"] = "nghttp2-client",
        ["openssl"] = "openssl",
        ["taskset"] = "util-linux",
    };

    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), "/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => Packages.Keys;

    /// <summary>The path of a program, or null where there is none.</summary>
    public static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Installs those that are missing.</summary>
    /// <param name="programs">What is needed.</param>
    /// <param name="isShown">The progress goes to the console.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="InvalidOperationException">They cannot be installed here; the message has the command that does it.</exception>
    public static async Task InstallAsync(IReadOnlyCollection<string> programs, bool isShown, CancellationToken cancellationToken)
    {
        var missing = Missing(programs);
        if (missing.Length == 0)
            return;
        var command = $"apt-get update && apt-get install --yes --no-install-recommends {string.Join(' ', missing)}";
        if (Environment.UserName != "root" || Find("apt-get") is null)
            throw new InvalidOperationException($"These packages are missing: {string.Join(", ", missing)}. Run: sudo sh -c '{command}'");
        if (isShown)
            Console.Error.WriteLine($"Installing {string.Join(", ", missing)}: {command}");
        var hasPolicy = File.Exists(ServicePolicy);
        if (!hasPolicy)
        {
            await File.WriteAllTextAsync(ServicePolicy, "#!/bin/sh\nexit 101\n", cancellationToken);
            if (OperatingSystem.IsLinux())
                File.SetUnixFileMode(ServicePolicy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        try
        {
            using var install = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", isShown ? command : $"({command}) >/dev/null 2>&1"]) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
            await install.WaitForExitAsync(cancellationToken);
            if (Missing(programs) is { Length: > 0 } still)
                throw new InvalidOperationException($"Still missing: {string.Join(", ", still)}. '{command}' ended with exit code {install.ExitCode}.");
        }
        finally
        {
            if (!hasPolicy)
                File.Delete(ServicePolicy);
        }
    }

    private static string[] Missing(IReadOnlyCollection<string> programs) => [.. programs.Where(program => Find(program) is null).Select(program => Packages[program])];
}
