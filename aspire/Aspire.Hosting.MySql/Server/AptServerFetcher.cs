using System.Globalization;

namespace Aspire.Hosting.MySql.Server;

/// <summary>Fetches a server from the packages of Debian or Ubuntu into the user's cache, without root and without touching the system.</summary>
/// <remarks>
/// <c>apt-get</c> does the work in folders of its own, from the mirror that the system names and with its signatures checked. Debian has MySQL in the suite
/// <c>sid</c> only; Ubuntu has it in its own suites.
/// </remarks>
internal static class AptServerFetcher
{
    private const string DebianSuite = "sid";

    /// <summary>Parts of packages that a server does not need.</summary>
    private static readonly string[] Unneeded =
        ["usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/lintian", "usr/share/gcc", "usr/share/gdb", "usr/share/perl", "usr/lib/x86_64-linux-gnu/perl", "usr/lib/x86_64-linux-gnu/perl-base", "etc"];

    /// <summary>Programs that are kept besides the server: a client, and what backups are made with.</summary>
    private static readonly string[] KeptPrograms = ["mysql", "mysqldump", "mysqlbinlog", "mysqladmin"];

    /// <exception cref="DistributedApplicationException">This system has no apt, no network, or no package that is new enough.</exception>
    public static async Task<MySqlInstallation> FetchAsync(ProgressLog progress, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/apt-get") || !File.Exists("/usr/bin/dpkg-deb"))
            throw new DistributedApplicationException("Fetching works on Debian and Ubuntu only (apt-get and dpkg-deb).");

        using var alone = await FileLock.AcquireAsync(Path.Combine(LocalFolders.Cache, "fetch.lock"),
            () => progress.Report("Another process is fetching the MySQL server; waiting for it."), cancellationToken).ConfigureAwait(false);
        if (FetchedServer.Find() is { } fetchedMeanwhile)
            return fetchedMeanwhile;

        var work = Path.Combine(LocalFolders.Cache, "fetching");
        Delete(work);
        try
        {
            progress.Report($"No MySQL {ServerVersion.Oldest} or newer on this machine: fetching one into {LocalFolders.Cache} (once, about 100 MB).");
            var apt = await CreateAptAsync(work, cancellationToken).ConfigureAwait(false);
            progress.Report("MySQL server: reading the package lists.");
            await RunAptAsync(apt, ["update"], progress, cancellationToken).ConfigureAwait(false);
            await RunAptAsync(apt, ["--yes", "--download-only", "install", .. GetPackages()], progress, cancellationToken).ConfigureAwait(false);
            progress.Report("MySQL server: unpacking.");
            var tree = Path.Combine(work, "tree");
            foreach (var package in Directory.EnumerateFiles(Path.Combine(work, "cache/archives"), "*.deb"))
                await CommandRunner.RunAsync("dpkg-deb", ["--extract", package, tree], onLine: null, cancellationToken).ConfigureAwait(false);
            Prune(tree);
            var installation = await FetchedServer.AdoptAsync(tree, cancellationToken).ConfigureAwait(false);
            progress.Report($"Fetched {installation}.");
            return installation;
        }
        finally
        {
            Delete(work);
        }
    }

    private static bool IsDebian { get; } = File.Exists("/etc/os-release") && File.ReadLines("/etc/os-release").Contains("ID=debian");

    private static string[] GetPackages() => IsDebian
        ? ["mysql-server-core", "mysql-client-core", "libc6"]
        : [$"mysql-server-core-{ServerVersion.Oldest}", $"mysql-client-core-{ServerVersion.Oldest}", "libc6"];

    /// <summary>The options with which apt works in its own folders only.</summary>
    private static async Task<string[]> CreateAptAsync(string work, CancellationToken cancellationToken)
    {
        foreach (var folder in new[] { "lists/partial", "cache/archives/partial", "sources", "log" })
            Directory.CreateDirectory(Path.Combine(work, folder));
        await File.WriteAllTextAsync(Path.Combine(work, "status"), "", cancellationToken).ConfigureAwait(false);
        string[] options =
        [
            "-o", $"Dir::State={work}",
            "-o", $"Dir::State::status={Path.Combine(work, "status")}",
            "-o", $"Dir::State::lists={Path.Combine(work, "lists")}",
            "-o", $"Dir::Cache={Path.Combine(work, "cache")}",
            "-o", $"Dir::Log={Path.Combine(work, "log")}",
            // The folder is the user's, so apt must not change to a user of its own for downloads.
            "-o", "APT::Sandbox::User=",
            "-o", "APT::Install-Recommends=false",
            "-o", "Acquire::Languages=none",
            "-o", "Acquire::Retries=3",
            "-o", "Debug::NoLocking=true",
        ];
        if (!IsDebian)
            return options;

        var sources = Path.Combine(work, "sources", "mysql.sources");
        await File.WriteAllTextAsync(sources, await DescribeSourceAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return
        [
            .. options,
            "-o", "Dir::Etc::sourcelist=/dev/null",
            "-o", $"Dir::Etc::sourceparts={Path.Combine(work, "sources")}",
            "-o", "Dir::Etc::preferences=/dev/null",
            "-o", "Dir::Etc::preferencesparts=/dev/null",
            // A mirror may be a little behind this suite's short validity; its signature is checked all the same.
            "-o", "Acquire::Check-Valid-Until=false",
        ];
    }

    /// <summary>The suite with MySQL on the mirror that the system itself uses.</summary>
    private static async Task<string> DescribeSourceAsync(CancellationToken cancellationToken)
    {
        // Each line begins with a URI in quotes; unlike the index targets, they are named before the system's lists were ever read.
        var uris = await CommandRunner.RunAsync("apt-get", ["update", "--print-uris"], onLine: null, cancellationToken).ConfigureAwait(false);
        var mirror = uris.Split('\n').Select(line => line.Trim('\'').Split("/dists/", 2))
            .FirstOrDefault(parts => parts is [var archive, _] && archive.EndsWith("/debian", StringComparison.Ordinal))?[0]
            ?? throw new DistributedApplicationException("The system's apt sources name no Debian mirror.");
        var keyring = new[] { "/usr/share/keyrings/debian-archive-keyring.pgp", "/usr/share/keyrings/debian-archive-keyring.gpg" }.FirstOrDefault(File.Exists);
        return $"""
            Types: deb
            URIs: {mirror}
            Suites: {DebianSuite}
            Components: main
            {(keyring is null ? "" : $"Signed-By: {keyring}")}
            """;
    }

    private static Task<string> RunAptAsync(string[] options, string[] command, ProgressLog progress, CancellationToken cancellationToken) =>
        CommandRunner.RunAsync("apt-get", [.. options, "-o", "APT::Status-Fd=2", .. command], line =>
        {
            // dlstatus:1:20.5:Retrieving file 12 of 60 …
            if (line.StartsWith("dlstatus:", StringComparison.Ordinal) && line.Split(':') is { Length: >= 4 } parts
                && double.TryParse(parts[2], CultureInfo.InvariantCulture, out var percent) && command[0] != "update")
            {
                progress.ReportPercent("MySQL server: downloading", percent);
            }
        }, cancellationToken);

    private static void Prune(string tree)
    {
        foreach (var path in Unneeded)
            Delete(Path.Combine(tree, path));
        foreach (var program in Directory.EnumerateFiles(Path.Combine(tree, "usr/bin")).Where(file => !KeptPrograms.Contains(Path.GetFileName(file))))
            File.Delete(program);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
