using Dapper;
using Foobar.ServiceDefaults;
using Foobar.ServiceDefaults.Telemetry;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Asks one member for its role and position, over a connection of its own that is kept open between probes.</summary>
/// <remarks>With a connection of its own, a pool that the site's load has emptied does not look like a dead member.</remarks>
internal sealed class MemberProbe(Member member, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    // A server that is set up for a group but not in it has one row with an empty member id. Without a group, replicas of some managed services have the plain
    // flag only, and those of Aurora the engine's.
    private const string Sql =
        """
        SELECT (@@global.super_read_only OR (own.MEMBER_STATE IS NULL AND (@@global.read_only OR @@global.innodb_read_only))) AS ReadOnly, own.MEMBER_STATE AS GroupState,
               (SELECT COUNT(*) FROM performance_schema.replication_group_members) AS GroupSize,
               (SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'UNREACHABLE') AS GroupUnreachable,
               @@global.gtid_executed AS Executed
        FROM (SELECT 1) AS one
        LEFT JOIN performance_schema.replication_group_members AS own ON own.MEMBER_ID IN (@@server_uuid, '')
        LIMIT 1
        """;

    private MySqlConnection? _connection;
    private string _executed = "";
    private GtidSet _position = GtidSet.Empty;

    /// <summary>Probes that timed out in a row.</summary>
    public int TimeoutsInARow { get; private set; }

    /// <summary>What the member says now; a failure is a report with its reason, never an exception.</summary>
    public async Task<MemberReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        Task<(MySqlConnection, MemberFacts)> asking;
        // Several times a second, for each member: they would bury what visitors do.
        using (Untraced.Begin())
            asking = AskAsync(_connection);
        _connection = null;
        try
        {
            (_connection, var facts) = await asking.WaitAsync(timeout, time, cancellationToken);
            TimeoutsInARow = 0;
            return MemberClassifier.Classify(member.Name, facts, Read(facts.Executed), askedAt);
        }
        catch (TimeoutException)
        {
            TimeoutsInARow++;
            return MemberReport.NotReached(member.Name, $"no answer within {timeout.TotalSeconds:0.##} s", askedAt);
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException)
        {
            TimeoutsInARow = 0;
            return MemberReport.NotReached(member.Name, MySqlErrors.Describe(exception), askedAt);
        }
        finally
        {
            if (_connection is null)
                _ = CloseAfterAsync(asking);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task<(MySqlConnection, MemberFacts)> AskAsync(MySqlConnection? kept)
    {
        var connection = kept ?? await member.Source.OpenConnectionAsync();
        try
        {
            return (connection, await connection.QuerySingleAsync<MemberFacts>(new CommandDefinition(Sql, commandTimeout: (int)Math.Ceiling(timeout.TotalSeconds))));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connection of a probe that nobody waits for any more.</summary>
    private static async Task CloseAfterAsync(Task<(MySqlConnection Connection, MemberFacts)> asking)
    {
        await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (asking.IsCompletedSuccessfully)
            await (await asking).Connection.DisposeAsync();
    }

    private GtidSet Read(string executed)
    {
        if (executed != _executed)
            (_executed, _position) = (executed, GtidSet.Parse(executed));
        return _position;
    }
}
