using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.MySql.Server;

/// <summary>Finds a MySQL server on this machine, or fetches one into the user's cache; once for all resources.</summary>
internal sealed class MySqlServerProvider(IConfiguration configuration, ILogger<MySqlServerProvider> logger) : IDisposable
{
    /// <summary>The configuration key of the server's path (environment variable <c>MySqlServer__Path</c>).</summary>
    public const string PathKey = "MySqlServer:Path";

    private static readonly string[] UsualPlaces =
        ["/usr/sbin/mysqld", "/usr/libexec/mysqld", "/usr/local/sbin/mysqld", "/usr/local/mysql/bin/mysqld", "/opt/mysql/bin/mysqld", "/opt/homebrew/bin/mysqld"];

    private readonly SemaphoreSlim _once = new(1);
    private MySqlInstallation? _found;

    /// <summary>Configured path; PATH and the usual places; the cache; the distribution's packages.</summary>
    /// <exception cref="DistributedApplicationException">There is none and none can be fetched; the message says what to install.</exception>
    public async Task<MySqlInstallation> GetAsync(ILogger resourceLogger, CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _found ??= await FindAsync(new ProgressLog(logger, resourceLogger), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    private async Task<MySqlInstallation> FindAsync(ProgressLog progress, CancellationToken cancellationToken)
    {
        if (configuration[PathKey] is { Length: > 0 } configured)
        {
            var (installation, refusal) = await ExamineAsync(configured, cancellationToken).ConfigureAwait(false);
            return installation ?? throw new DistributedApplicationException(
                $"The MySQL server of '{PathKey}' cannot be used: {refusal}. Set it to the path of mysqld {ServerVersion.Oldest} or newer, or leave it out.");
        }

        var refusals = new List<string>();
        foreach (var path in FindCandidates())
        {
            var (installation, refusal) = await ExamineAsync(path, cancellationToken).ConfigureAwait(false);
            if (installation is not null)
                return installation;
            refusals.Add(refusal!);
        }
        if (FetchedServer.Find() is { } cached)
            return cached;
        foreach (var refusal in refusals)
            progress.Report($"{refusal}: looking further.");
        return await FetchAsync(progress, refusals, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<MySqlInstallation> FetchAsync(ProgressLog progress, List<string> refusals, CancellationToken cancellationToken)
    {
        try
        {
            return await AptServerFetcher.FetchAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        catch (DistributedApplicationException exception)
        {
            var found = refusals.Count == 0 ? "No MySQL server was found" : $"No usable MySQL server was found ({string.Join("; ", refusals)})";
            throw new DistributedApplicationException(
                $"{found}, and none could be fetched: {exception.Message} Install MySQL {ServerVersion.Oldest} or newer with the system's package manager, "
                + $"or set '{PathKey}' to the path of mysqld, or use Docker with the official packages (-p:AspireSource=packages).", exception);
        }
    }

    private static IEnumerable<string> FindCandidates() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "mysqld"))
            .Concat(UsualPlaces)
            .Where(File.Exists)
            .DistinctBy(path => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);

    private static async Task<(MySqlInstallation? Installation, string? Refusal)> ExamineAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return (null, $"'{path}' does not exist");
        try
        {
            var output = await CommandRunner.RunAsync(path, ["--no-defaults", "--version"], onLine: null, cancellationToken).ConfigureAwait(false);
            var (version, build, refusal) = ServerVersion.Parse(path, output);
            return refusal is null
                ? (new MySqlInstallation { Executable = path, ServerPath = path, Version = version!, Build = build }, null)
                : (null, refusal);
        }
        catch (DistributedApplicationException exception)
        {
            return (null, exception.Message);
        }
    }
}
