using System.Runtime.InteropServices;

namespace Aspire.Hosting.MySql.Server;

/// <summary>A server in the user's cache, unpacked from the distribution's packages together with all libraries it needs.</summary>
internal static class FetchedServer
{
    private const string VersionFile = "mysqld.version";

    private static string Folder => Path.Combine(LocalFolders.Cache, "server");

    /// <summary>The newest complete server in the cache, or null.</summary>
    public static MySqlInstallation? Find() => !Directory.Exists(Folder)
        ? null
        : Directory.EnumerateDirectories(Folder)
            .Where(folder => File.Exists(Path.Combine(folder, VersionFile)))
            .Select(folder => Describe(folder, File.ReadAllText(Path.Combine(folder, VersionFile))))
            .OfType<MySqlInstallation>()
            .MaxBy(installation => installation.Version);

    /// <summary>Makes an unpacked tree part of the cache.</summary>
    /// <exception cref="DistributedApplicationException">The server does not run on this machine or is too old.</exception>
    public static async Task<MySqlInstallation> AdoptAsync(string tree, CancellationToken cancellationToken)
    {
        var (executable, loaderArguments) = GetLauncher(tree);
        var output = await CommandRunner.RunAsync(executable, [.. loaderArguments, "--no-defaults", "--version"], onLine: null, cancellationToken).ConfigureAwait(false);
        var (_, build, refusal) = ServerVersion.Parse(GetServerPath(tree), output);
        if (refusal is not null)
            throw new DistributedApplicationException($"{refusal}.");
        await File.WriteAllTextAsync(Path.Combine(tree, VersionFile), output, cancellationToken).ConfigureAwait(false);

        var target = Path.Combine(Folder, build);
        Directory.CreateDirectory(Folder);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Directory.Move(tree, target);
        return Describe(target, output) ?? throw new DistributedApplicationException($"The fetched server in '{target}' cannot be used.");
    }

    private static MySqlInstallation? Describe(string tree, string versionOutput)
    {
        var (version, build, refusal) = ServerVersion.Parse(GetServerPath(tree), versionOutput);
        if (refusal is not null)
            return null;
        var (executable, loaderArguments) = GetLauncher(tree);
        return new MySqlInstallation
        {
            Executable = executable,
            LoaderArguments = loaderArguments,
            // The built-in folders do not exist outside of the tree: the server would not start with them.
            LocationArguments =
            [
                $"--basedir={Path.Combine(tree, "usr")}",
                $"--plugin-dir={Path.Combine(tree, "usr/lib/mysql/plugin")}",
                $"--lc-messages-dir={Path.Combine(tree, "usr/share/mysql")}",
                $"--character-sets-dir={Path.Combine(tree, "usr/share/mysql/charsets")}",
                "--secure-file-priv=NULL",
            ],
            ServerPath = GetServerPath(tree),
            Version = version!,
            Build = build,
        };
    }

    /// <summary>The packages may need a newer C library than the system has, so they run with the loader and the libraries beside them.</summary>
    private static (string Executable, string[] LoaderArguments) GetLauncher(string tree)
    {
        var (loader, libraries) = RuntimeInformation.OSArchitecture == Architecture.Arm64
            ? ("usr/lib/ld-linux-aarch64.so.1", "usr/lib/aarch64-linux-gnu")
            : ("usr/lib64/ld-linux-x86-64.so.2", "usr/lib/x86_64-linux-gnu");
        return (Path.Combine(tree, loader),
            ["--library-path", $"{Path.Combine(tree, libraries)}:{Path.Combine(tree, "usr/lib/mysql/private")}", GetServerPath(tree)]);
    }

    private static string GetServerPath(string tree) => Path.Combine(tree, "usr/sbin/mysqld");
}
