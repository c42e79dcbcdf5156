using Dapper;
using Foobar.Database.Cluster;
using Foobar.Database.Timeline;
using MySqlConnector;

namespace Foobar.Database.Backup;

/// <summary>Has a member copy its data while it serves (the engine's clone plugin).</summary>
internal sealed partial class BackupMaker(Observer observer, TimelineStore timeline, TimeProvider time, ILogger<BackupMaker> logger)
{
    /// <summary>A copy of any size may take its time.</summary>
    private const int NoTimeout = 0;

    /// <summary>Copies a member, the one that is best for it unless one is named, into a new folder.</summary>
    /// <exception cref="BackupException">There is no such member, the folder has something in it, or the server could not copy.</exception>
    public async Task<BackupReport> MakeAsync(string folder, string? wanted, CancellationToken cancellationToken)
    {
        // One that answers first may be the primary, and a replica is the one to copy.
        var members = await observer.ObserveUntilAsync(seen => seen.Count(member => member.GroupState == "ONLINE") > 1 && HasPrimary(seen), cancellationToken);
        var source = BackupSource.Choose(members, wanted);
        var begun = time.GetUtcNow();
        try
        {
            await using var connection = await observer.OpenAsync(source.Name, cancellationToken);
            var server = await connection.QuerySingleAsync<ServerFacts>(new CommandDefinition("SELECT @@datadir AS DataFolder, @@version AS Version", cancellationToken: cancellationToken));
            var manifest = new BackupManifest
            {
                BegunAt = begun.UtcDateTime, Member = source.Name, ServerVersion = server.Version, Transactions = source.Executed.ToString(), Folders = [], Files = [],
            };
            var isHere = IsOnThisMachine(server.DataFolder, source.ServerUuid);
            var wasThere = Path.Exists(folder);
            var size = isHere
                ? await CopyHereAsync(connection, folder, manifest, cancellationToken)
                : await CloneAsync(connection, folder, cancellationToken);
            // The server is elsewhere, and what it has written is here: a volume that both have.
            if (!isHere && !wasThere && Directory.Exists(folder))
            {
                manifest = manifest.Of(folder);
                manifest.Write(folder);
                (isHere, size) = (true, manifest.Files.Values.Sum());
            }
            var report = new BackupReport(source.Name, folder, isHere, size, manifest.Transactions, time.GetUtcNow() - begun);
            await TellAsync(report, cancellationToken);
            return report;
        }
        catch (MySqlException exception)
        {
            throw new BackupException($"{source.Name} could not copy its data to '{folder}': {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup could not be put into '{folder}': {exception.Message}", exception);
        }
    }

    /// <summary>The copy gets its name when it is complete, so that a half one is never taken for a backup.</summary>
    private static async Task<long> CopyHereAsync(MySqlConnection connection, string folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        EmptyFolder.Require(folder, "back up");
        var partial = EmptyFolder.PlaceFor(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        try
        {
            await CloneAsync(connection, partial, cancellationToken);
            manifest = manifest.Of(partial);
            manifest.Write(partial);
            EmptyFolder.Replace(folder, partial);
            return manifest.Files.Values.Sum();
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>Copies to a folder of the server's machine, which must not exist; the engine deletes what it has begun when it fails.</summary>
    private static async Task<long> CloneAsync(MySqlConnection connection, string folder, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition($"CLONE LOCAL DATA DIRECTORY = '{MySqlHelper.EscapeString(folder)}'", commandTimeout: NoTimeout, cancellationToken: cancellationToken));
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COALESCE(SUM(DATA), 0) FROM performance_schema.clone_progress", cancellationToken: cancellationToken));
    }

    /// <summary>The server's data folder is there under the same path, with the id of this server in it.</summary>
    private static bool IsOnThisMachine(string dataFolder, string serverUuid)
    {
        var identity = Path.Combine(dataFolder, "auto.cnf");
        return File.Exists(identity) && File.ReadAllText(identity).Contains(serverUuid, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The copy is made: that it could not be noted in the timeline does not undo it.</summary>
    private async Task TellAsync(BackupReport report, CancellationToken cancellationToken)
    {
        var entry = TimelineEntry.Create(time.GetUtcNow(), TimelineKind.BackupMade, report.Member, report.ToString(), report.Duration);
        try
        {
            // The copy may have taken long, and another member may be the primary by now.
            if (ClusterPlan.Decide(await observer.ObserveUntilAsync(HasPrimary, cancellationToken)).Primary is { } primary)
                await timeline.WriteAsync(primary.Name, [entry], cancellationToken);
            else
                LogNotTold("no member takes writes");
        }
        catch (MySqlException exception)
        {
            LogNotTold(exception.Message);
        }
    }

    private static bool HasPrimary(MemberObservation[] members) => ClusterPlan.Decide(members).Primary is not null;

    [LoggerMessage(EventId = 250, Level = LogLevel.Warning, Message = "The backup is made and could not be noted in the timeline: {Reason}")]
    private partial void LogNotTold(string reason);

    private sealed record ServerFacts
    {
        public string DataFolder { get; init; } = "";

        public string Version { get; init; } = "";
    }
}
