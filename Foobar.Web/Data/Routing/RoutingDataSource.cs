using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Opens connections by intent: reads on a member that is fresh enough, writes on the primary.</summary>
/// <remarks>It owns no connections: each member has a data source of its own, and this one only chooses.</remarks>
internal sealed class RoutingDataSource(
    IServiceProvider services, ClusterState state, RoutingOptions options, RoutingTelemetry telemetry, TimeProvider time)
{
    // One round trip that lets this session wait until the member has applied all that was committed in the group before.
    // What follows on the same member can only be newer, so the level goes back at once and the pool gets a clean session.
    // The wait is at the begin of a transaction; a query without a table, such as SELECT 1, does not wait.
    private const string CatchUpSql =
        "SET SESSION group_replication_consistency = 'BEFORE'; START TRANSACTION READ ONLY; COMMIT; SET SESSION group_replication_consistency = 'EVENTUAL'";

    private uint _turn;

    /// <summary>Opens a connection for reading at the given level; waits within the read deadline for a member that fits.</summary>
    /// <exception cref="MemberUnavailableException">No member fitted within the deadline.</exception>
    public Task<MySqlConnection> OpenReadAsync(ReadLevel level, CancellationToken cancellationToken)
    {
        var turn = Interlocked.Increment(ref _turn);
        return OpenAsync(
            level == ReadLevel.Strong ? "strong read" : "eventual read",
            snapshot => MemberChoice.ForRead(snapshot, level, turn),
            catchUp: level == ReadLevel.Strong,
            options.ReadDeadline,
            cancellationToken);
    }

    /// <summary>Opens a connection to the primary; waits within the write deadline for one to appear.</summary>
    /// <exception cref="MemberUnavailableException">No primary appeared within the deadline.</exception>
    public Task<MySqlConnection> OpenWriteAsync(CancellationToken cancellationToken) => OpenWriteAsync(options.WriteDeadline, cancellationToken);

    /// <summary>Opens a connection to the primary; waits for one as long as given.</summary>
    /// <exception cref="MemberUnavailableException">No primary appeared in this time.</exception>
    public Task<MySqlConnection> OpenWriteAsync(TimeSpan within, CancellationToken cancellationToken) =>
        OpenAsync("write", MemberChoice.ForWrite, catchUp: false, within, cancellationToken);

    private async Task<MySqlConnection> OpenAsync(
        string intent, Func<ClusterSnapshot, List<MemberStatus>> choose, bool catchUp, TimeSpan within, CancellationToken cancellationToken)
    {
        using var activity = RoutingTelemetry.StartOpen(intent);
        var started = time.GetTimestamp();
        var failures = new Dictionary<string, string>();
        Exception? last = null;
        while (true)
        {
            var snapshot = state.Current;
            foreach (var member in choose(snapshot))
            {
                try
                {
                    var connection = await OpenMemberAsync(member, catchUp, cancellationToken);
                    telemetry.Opened(activity, member, intent, time.GetElapsedTime(started));
                    return connection;
                }
                catch (MySqlException exception)
                {
                    last = exception;
                    failures[member.Name] = MySqlErrors.Describe(exception);
                    telemetry.Refused(activity, member, intent, failures[member.Name]);
                }
            }
            var left = within - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                telemetry.GaveUp(activity, intent, time.GetElapsedTime(started));
                throw new MemberUnavailableException($"a {intent}", time.GetElapsedTime(started), snapshot, failures, last);
            }
            // News usually ends the wait; a member that refused without a change of its role is tried again at the probes' pace.
            await state.WaitForChangeAsync(snapshot.Sequence, left < options.ProbeInterval ? left : options.ProbeInterval, time, cancellationToken);
        }
    }

    private async Task<MySqlConnection> OpenMemberAsync(MemberStatus member, bool catchUp, CancellationToken cancellationToken)
    {
        var connection = await services.GetRequiredKeyedService<MySqlDataSource>(member.Name).OpenConnectionAsync(cancellationToken);
        if (!catchUp || member.Role == MemberRole.Primary)
            return connection;
        try
        {
            await using var command = new MySqlCommand(CatchUpSql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
