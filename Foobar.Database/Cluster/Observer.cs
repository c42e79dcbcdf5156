using System.Collections.Concurrent;
using Dapper;
using MySqlConnector;

namespace Foobar.Database.Cluster;

/// <summary>Looks at members.</summary>
/// <remarks>Each member is asked over a connection of its own that stays open, so that a look costs one round trip and no handshake.</remarks>
internal sealed class Observer(IServiceProvider services, DatabaseOptions options, TimeProvider time) : IAsyncDisposable
{
    // A server that is not in a group has no row, or one with an empty id.
    private const string Sql =
        """
        SELECT @@server_uuid AS ServerUuid,
               @@global.gtid_executed AS GtidExecuted,
               EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')) AS HasUserSchema,
               @@global.gtid_executed = '' OR REGEXP_LIKE(REPLACE(@@global.gtid_executed, '\n', ''), CONCAT('^', @@server_uuid, '(:[0-9-]+)+$')) AS HasOnlyOwnTransactions,
               COALESCE(own.MEMBER_STATE, 'OFFLINE') AS GroupState,
               COALESCE(own.MEMBER_ROLE, '') = 'PRIMARY' AS IsPrimary,
               (SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_ID <> '') AS GroupSize,
               (SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'UNREACHABLE') AS GroupUnreachable
        FROM (SELECT 1) AS one
        LEFT JOIN performance_schema.replication_group_members AS own ON own.MEMBER_ID = @@server_uuid
        """;

    private readonly ConcurrentDictionary<string, MySqlConnection> _connections = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks at all members at once; one that does not answer is an observation, not an error.</summary>
    public Task<MemberObservation[]> ObserveAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(options.MemberNames.Select(name => ObserveAsync(name, cancellationToken)));

    /// <summary>Opens a connection to a member, as <c>root</c>.</summary>
    public async Task<MySqlConnection> OpenAsync(string member, CancellationToken cancellationToken) =>
        await services.GetRequiredKeyedService<MySqlDataSource>(member).OpenConnectionAsync(cancellationToken);

    /// <summary>Whether every transaction of the one set is in the other one too; the server compares.</summary>
    public async Task<bool> IsSubsetAsync(string member, string subset, string set, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(member, cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT GTID_SUBSET(@subset, @set)", new { subset, set }, cancellationToken: cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _connections.Keys)
            await CloseAsync(name);
    }

    private async ValueTask CloseAsync(string name)
    {
        if (_connections.TryRemove(name, out var connection))
            await connection.DisposeAsync();
    }

    private async Task<MemberObservation> ObserveAsync(string name, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.ObserveTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (!_connections.TryGetValue(name, out var connection))
                _connections[name] = connection = await OpenAsync(name, both.Token);
            var row = await connection.QuerySingleAsync<ObservedRow>(new CommandDefinition(Sql, cancellationToken: both.Token));
            return new MemberObservation
            {
                Name = name,
                ServerUuid = row.ServerUuid,
                GtidExecuted = row.GtidExecuted.Replace("\n", "", StringComparison.Ordinal),
                HasUserSchema = row.HasUserSchema,
                HasOnlyOwnTransactions = row.HasOnlyOwnTransactions,
                GroupState = row.GroupState,
                IsPrimary = row.IsPrimary,
                GroupSize = row.GroupSize,
                GroupUnreachable = row.GroupUnreachable,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await CloseAsync(name);
            return new MemberObservation { Name = name, Unreachable = $"no answer within {options.ObserveTimeout.TotalSeconds:0.#} s" };
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException)
        {
            await CloseAsync(name);
            return new MemberObservation { Name = name, Unreachable = exception.Message };
        }
    }

    /// <summary>A row as the driver reads it.</summary>
    private sealed record ObservedRow
    {
        public string ServerUuid { get; init; } = "";

        public string GtidExecuted { get; init; } = "";

        public bool HasUserSchema { get; init; }

        public bool HasOnlyOwnTransactions { get; init; }

        public string GroupState { get; init; } = "";

        public bool IsPrimary { get; init; }

        public int GroupSize { get; init; }

        public int GroupUnreachable { get; init; }
    }
}
