using System.Globalization;
using Foobar.ServiceDefaults;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Lets a read begin on a member once the member's data is as fresh as the read asks for.</summary>
internal sealed partial class FreshnessGate(ClusterState state, RoutingOptions options, RoutingTelemetry telemetry, ILogger<FreshnessGate> logger)
{
    // One round trip that lets this session wait until the member has applied all that was committed in the group before.
    // What follows on the same member can only be newer, so the level goes back at once and the pool gets a clean session.
    // The wait is at the begin of a transaction; a query without a table, such as SELECT 1, does not wait.
    private const string CatchUpSql =
        """
        SET SESSION group_replication_consistency = 'BEFORE'; START TRANSACTION READ ONLY; COMMIT;
        SET SESSION group_replication_consistency = DEFAULT; SELECT @@global.gtid_executed
        """;

    /// <summary>True when the read may begin; false when this member is not there in time and another one may be.</summary>
    /// <param name="connection">An open connection to the member.</param>
    /// <param name="member">The member.</param>
    /// <param name="snapshot">What is known of it.</param>
    /// <param name="level">What the read asks for.</param>
    /// <param name="hasMoved">The visitor may have read newer data from another member.</param>
    /// <param name="left">What is left of the read's time.</param>
    public async ValueTask<bool> PassAsync(
        MySqlConnection connection, Member member, ClusterSnapshot snapshot, ReadLevel level, bool hasMoved, TimeSpan left)
    {
        var status = snapshot.Members[member.Index];
        var canCatchUp = status.InGroup && status.Role is MemberRole.Primary or MemberRole.Replica;
        if (canCatchUp && (level.IsStrong || hasMoved))
        {
            await CatchUpAsync(connection, member, level, left);
            return true;
        }
        if (level.Position is not { } position || status.Position.Contains(position))
        {
            // Without a group, what the primary answers is the newest there is.
            if (level is { IsStrong: true, Learner: { } learner } && status.Role == MemberRole.Primary)
                learner.Advance(await ReadPositionAsync(connection));
            return true;
        }

        var reached = await WaitAsync(connection, position, left);
        telemetry.WaitedForPosition(member.Name, reached);
        if (reached)
        {
            state.Learn(member.Index, position);
            return true;
        }
        if (status.Role != MemberRole.Primary)
            return false;
        // A position that not even the primary has is from another history, such as before a restore: nothing will ever reach it.
        LogForeignPosition(position.ToString(), member.Name);
        level.Learner?.Forget();
        if (canCatchUp)
            await CatchUpAsync(connection, member, level, left);
        return true;
    }

    /// <summary>The transactions that the member has executed.</summary>
    public static async Task<GtidSet> ReadPositionAsync(MySqlConnection connection)
    {
        await using var command = new MySqlCommand("SELECT @@global.gtid_executed", connection);
        return GtidSet.Parse((string)(await command.ExecuteScalarAsync(CancellationToken.None))!);
    }

    private async Task CatchUpAsync(MySqlConnection connection, Member member, ReadLevel level, TimeSpan left)
    {
        // A member that is held back, or has no majority, would let it wait for ever; nobody waits for it longer than this.
        var seconds = Math.Min(left.TotalSeconds, options.CatchUpWait.TotalSeconds);
        await using var command = new MySqlCommand(CatchUpSql, connection) { CommandTimeout = Math.Max(1, (int)Math.Ceiling(seconds)) };
        var position = GtidSet.Parse((string)(await command.ExecuteScalarAsync(CancellationToken.None))!);
        state.Learn(member.Index, position);
        level.Learner?.Advance(position);
    }

    private async Task<bool> WaitAsync(MySqlConnection connection, GtidSet position, TimeSpan left)
    {
        var seconds = Math.Clamp(left.TotalSeconds, 0.001, options.PositionWait.TotalSeconds);
        await using var command = new MySqlCommand("SELECT WAIT_FOR_EXECUTED_GTID_SET(@position, @seconds)", connection);
        command.Parameters.AddWithValue("@position", position.ToString());
        command.Parameters.AddWithValue("@seconds", seconds);
        var timedOut = Convert.ToInt64(await command.ExecuteScalarAsync(CancellationToken.None), CultureInfo.InvariantCulture);
        return timedOut == 0;
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "The position {Position} of a visitor is none of this cluster's: not even {Primary}, the primary, has it. It is forgotten.")]
    private partial void LogForeignPosition(string position, string primary);
}
