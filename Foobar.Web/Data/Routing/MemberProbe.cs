using Dapper;
using Foobar.ServiceDefaults;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Asks one member for its role and position, over a connection of its own that is kept open between probes.</summary>
/// <remarks>With a connection of its own, a pool that the site's load has emptied does not look like a dead member.</remarks>
internal sealed class MemberProbe(Member member, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    // A server that is set up for a group but not in it has one row with an empty member id.
    private const string Sql =
        """
        SELECT @@global.super_read_only AS ReadOnly, own.MEMBER_STATE AS GroupState,
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
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            _connection ??= await member.Source.OpenConnectionAsync(both.Token);
            var facts = await _connection.QuerySingleAsync<MemberFacts>(new CommandDefinition(Sql, cancellationToken: both.Token));
            TimeoutsInARow = 0;
            return MemberClassifier.Classify(member.Name, facts, Read(facts.Executed), askedAt);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && exception is OperationCanceledException or MySqlException)
        {
            TimeoutsInARow++;
            await CloseAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return MemberReport.NotReached(member.Name, $"no answer within {timeout.TotalSeconds:0.##} s", askedAt);
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException)
        {
            TimeoutsInARow = 0;
            await CloseAsync();
            return MemberReport.NotReached(member.Name, MySqlErrors.Describe(exception), askedAt);
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private GtidSet Read(string executed)
    {
        if (executed != _executed)
            (_executed, _position) = (executed, GtidSet.Parse(executed));
        return _position;
    }

    private async Task CloseAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        await connection.DisposeAsync();
    }
}
