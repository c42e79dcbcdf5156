using EvolveDb;
using Foobar.Database.Cluster;

namespace Foobar.Database.Schema;

/// <summary>Brings the schema up: runs the SQL files of <c>Migrations/</c> that have not run yet, under the library's lock.</summary>
internal sealed partial class SchemaMigrator(Observer observer, DatabaseOptions options, ILogger<SchemaMigrator> logger)
{
    private const string Folder = "Foobar.Database.Migrations";

    /// <summary>Returns how many migrations ran.</summary>
    /// <exception cref="EvolveException">A migration failed, or one that has run was changed since.</exception>
    public async Task<int> MigrateAsync(string primary, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(primary, cancellationToken);
        await connection.ChangeDatabaseAsync(options.Database, cancellationToken);
        var evolve = new Evolve(connection, message => LogMigration(message))
        {
            EmbeddedResourceAssemblies = [typeof(SchemaMigrator).Assembly],
            EmbeddedResourceFilters = [Folder],
            MetadataTableName = "schema_changes",
            IsEraseDisabled = true,
            CommandTimeout = (int)TimeSpan.FromMinutes(10).TotalSeconds,
        };
        await Task.Run(evolve.Migrate, cancellationToken);
        return evolve.NbMigration;
    }

    [LoggerMessage(EventId = 220, Level = LogLevel.Information, Message = "Schema: {Message}")]
    private partial void LogMigration(string message);
}
