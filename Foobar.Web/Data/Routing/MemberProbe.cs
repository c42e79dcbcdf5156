using Dapper;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Asks one member for its role, over a connection of its own that is kept open between probes.</summary>
/// <remarks>With a connection of its own, a pool that the site's load has emptied does not look like a dead member.</remarks>
internal sealed class MemberProbe(string name, MySqlDataSource source, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    // A server that is set up for a group but not in it has one row with an empty member id.
    private const string Sql =
        """
        SELECT @@global.super_read_only AS ReadOnly, own.MEMBER_STATE AS GroupState,
               (SELECT COUNT(*) FROM performance_schema.replication_group_members) AS GroupSize,
               (SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'UNREACHABLE') AS GroupUnreachable
        FROM (SELECT 1) AS one
        LEFT JOIN performance_schema.replication_group_members AS own ON own.MEMBER_ID IN (@@server_uuid, '')
        LIMIT 1
        """;

    private MySqlConnection? _connection;

    /// <summary>The member's name.</summary>
    public string Name => name;

    /// <summary>The member's status now; a failure is a status with its reason, never an exception.</summary>
    public async Task<MemberStatus> ProbeAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            _connection ??= await source.OpenConnectionAsync(both.Token);
            var facts = await _connection.QuerySingleAsync<MemberFacts>(new CommandDefinition(Sql, cancellationToken: both.Token));
            return MemberClassifier.Classify(name, facts);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await CloseAsync();
            return MemberStatus.NotReached(name, $"no answer within {timeout.TotalSeconds:0.##} s");
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException)
        {
            await CloseAsync();
            return MemberStatus.NotReached(name, MySqlErrors.Describe(exception));
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task CloseAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        await connection.DisposeAsync();
    }
}
