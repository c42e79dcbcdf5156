using System.Collections.Concurrent;
using System.Text.Json;
using Dapper;
using Foobar.ServiceDefaults.Telemetry;
using MySqlConnector;

namespace Foobar.Database.Cluster;

/// <summary>Looks at members.</summary>
/// <remarks>
/// Each member is asked over a connection of its own that stays open, so that a look costs one round trip and no handshake.
/// A member that hangs holds up one round of looks only: later rounds find it unreachable at once, until its answer has come.
/// </remarks>
internal sealed class Observer(IServiceProvider services, DatabaseOptions options, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The engine does not know a variable: the plugin that has it is not loaded.</summary>
    private const int UnknownVariable = 1193;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    // A server that is not in a group has one row, with its own id or an empty one. The table replication_group_member_stats is left alone: asking it while the
    // engine changes the group by force held both up for half a minute.
    private const string Sql =
        """
        SELECT @@server_uuid AS ServerUuid,
               CONCAT(COALESCE(@@report_host, @@hostname), ':', IF(@@report_port = 0, @@port, @@report_port)) AS Address,
               @@global.group_replication_local_address AS GroupAddress,
               @@global.gtid_executed AS Executed,
               @@global.gtid_purged AS Purged,
               COALESCE((SELECT RECEIVED_TRANSACTION_SET FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = 'group_replication_applier'), '') AS Received,
               EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')) AS HasUserSchema,
               COALESCE((SELECT MEMBER_STATE FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@server_uuid), 'OFFLINE') AS GroupState,
               (SELECT JSON_ARRAYAGG(JSON_ARRAY(CONCAT(MEMBER_HOST, ':', MEMBER_PORT), MEMBER_STATE, MEMBER_ROLE)) FROM performance_schema.replication_group_members) AS ViewMembers,
               @@global.group_replication_member_weight AS Weight,
               @@global.super_read_only AS IsReadOnly,
               @@global.group_replication_bootstrap_group AS IsBootstrapSwitchOn,
               @@global.datadir AS DataFolder,
               (SELECT CAST(BEGIN_TIME AS CHAR) FROM performance_schema.clone_status) AS ClonedAt
        """;

    // What every server can tell, whatever is loaded into it. Replicas of some managed services have only the plain flag, and those of Aurora only the engine's.
    private const string PlainSql =
        """
        SELECT @@server_uuid AS ServerUuid,
               CONCAT(COALESCE(@@report_host, @@hostname), ':', IF(@@report_port = 0, @@port, @@report_port)) AS Address,
               @@global.gtid_executed AS Executed,
               @@global.gtid_purged AS Purged,
               'ONLINE' AS GroupState,
               (@@global.read_only OR @@global.innodb_read_only) AS IsReadOnly
        """;

    private readonly ConcurrentDictionary<string, MySqlConnection> _connections = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Task<MemberObservation>> _pending = [];
    private readonly Dictionary<string, (string State, long Since)> _states = [];
    private readonly Dictionary<string, string> _addresses = [];

    /// <summary>Looks at all members at once; one that does not answer in time is an observation, not an error. One caller at a time.</summary>
    public async Task<MemberObservation[]> ObserveAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(options.MemberNames.Select(name => LookAsync(name, cancellationToken)))).Select(WithMemory)];

    /// <summary>Looks until what is wanted is seen, for half a minute at most: a single look may meet an election, or a machine that is busy.</summary>
    public async Task<MemberObservation[]> ObserveUntilAsync(Predicate<MemberObservation[]> isWanted, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var members = await ObserveAsync(cancellationToken);
            if (isWanted(members) || time.GetElapsedTime(begun) >= Patience)
                return members;
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    /// <summary>Opens a connection to a member, as <c>root</c>.</summary>
    public async Task<MySqlConnection> OpenAsync(string member, CancellationToken cancellationToken) =>
        await services.GetRequiredKeyedService<MySqlDataSource>(member).OpenConnectionAsync(cancellationToken);

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

    private async Task<MemberObservation> LookAsync(string name, CancellationToken cancellationToken)
    {
        var isLate = _pending.Remove(name, out var look);
        look ??= ObserveAsync(name, cancellationToken);
        // Who was late once has had its time.
        if (!isLate)
            await Task.WhenAny(look, Task.Delay(options.ObserveTimeout, time, cancellationToken));
        if (look.IsCompleted)
            return await look;
        _pending[name] = look;
        return new MemberObservation { Name = name, Unreachable = $"no answer within {options.ObserveTimeout.TotalSeconds:0.#} s" };
    }

    /// <summary>Adds what earlier looks know: since when the state is so, and the address of a member that does not answer now.</summary>
    private MemberObservation WithMemory(MemberObservation observation)
    {
        var state = observation.IsReachable ? observation.GroupState : "";
        if (!_states.TryGetValue(observation.Name, out var known) || known.State != state)
            _states[observation.Name] = known = (state, time.GetTimestamp());
        if (observation.IsReachable)
            _addresses[observation.Name] = observation.Address;
        return observation with { IsPlain = !options.ManagesGroup, StateAge = time.GetElapsedTime(known.Since), Address = _addresses.GetValueOrDefault(observation.Name, "") };
    }

    private async Task<MemberObservation> ObserveAsync(string name, CancellationToken cancellationToken)
    {
        // A connection that has died without a word is given up some time.
        using var limit = new CancellationTokenSource(options.ObserveTimeout * 5, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var untraced = Untraced.Begin();
        try
        {
            if (!_connections.TryGetValue(name, out var connection))
            {
                _connections[name] = connection = await OpenAsync(name, both.Token);
                // A look must not wait until a new primary has applied what the old one committed.
                if (options.ManagesGroup)
                    await connection.ExecuteAsync(new CommandDefinition("SET SESSION group_replication_consistency = 'EVENTUAL'", cancellationToken: both.Token));
            }
            return (await connection.QuerySingleAsync<ObservedRow>(new CommandDefinition(options.ManagesGroup ? Sql : PlainSql, cancellationToken: both.Token))).ToObservation(name);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await CloseAsync(name);
            return new MemberObservation { Name = name, Unreachable = $"no answer within {options.ObserveTimeout.TotalSeconds * 5:0.#} s" };
        }
        catch (MySqlException exception) when (exception.Number == UnknownVariable)
        {
            await CloseAsync(name);
            return new MemberObservation { Name = name, Unreachable = "it runs without the plugin group_replication; start the server with --plugin-load-add=group_replication.so" };
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException or FormatException or JsonException)
        {
            await CloseAsync(name);
            return new MemberObservation { Name = name, Unreachable = exception.Message };
        }
    }
}
