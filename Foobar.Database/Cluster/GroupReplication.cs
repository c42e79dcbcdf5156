using System.Globalization;
using Dapper;
using Foobar.Database.Schema;
using MySqlConnector;

namespace Foobar.Database.Cluster;

/// <summary>Forms the group, lets members join it, and takes them out of one that is dead.</summary>
/// <remarks>
/// This process may be killed between any two statements, and the server finishes the one that it has begun. So every operation begins by undoing what an earlier
/// one may have left: each may be run again from its start at any time.
/// </remarks>
internal sealed partial class GroupReplication(Observer observer, Accounts accounts, DatabaseOptions options, ILogger<GroupReplication> logger)
{
    /// <summary>Messages that the group agrees on at a time, the engine's highest.</summary>
    private const int WriteConcurrency = 200;

    /// <summary>A member that is to be the primary has the primary's transactions after this time.</summary>
    private static readonly TimeSpan KeepsUpWithin = TimeSpan.FromSeconds(1);

    /// <summary>A group drops an address that never became a member's 60 s after it fell silent, at the latest of looks that are 15 s apart; the rest is for noticing and agreeing.</summary>
    private static readonly TimeSpan ForgetsWithin = TimeSpan.FromSeconds(80);

    /// <summary>In the server's own log: "Timeout on wait for view after joining group".</summary>
    private const string NoView = "MY-011640";

    /// <summary>Transactions on the old primary have this time to end when it moves; it is the site's own limit for a write.</summary>
    private const int RunningTransactionSeconds = 10;

    /// <summary>Forms a new group of this member alone.</summary>
    public async Task BootstrapAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        LogBootstrapping(member.Name);
        await using var connection = await OpenUnchangedAsync(member, cancellationToken);
        await PrepareAsync(connection, member, cancellationToken);
        await ExecuteAsync(connection, "SET GLOBAL group_replication_bootstrap_group = ON", cancellationToken);
        try
        {
            await StartAsync(connection, cancellationToken);
        }
        finally
        {
            await FinishAsync(member, CancellationToken.None);
        }
        LogBootstrapped(member.Name);
    }

    /// <summary>Lets the member join the group; returns when it is in, which may be before it has caught up.</summary>
    /// <exception cref="RetryLaterException">The group has the member's address and not the member, which died on its way in or waited in vain.</exception>
    /// <remarks>
    /// The members take turns with every address that the group agreed on, and let nobody in before each of them has spoken. The one of a member that died
    /// just then is dropped after a while, unless somebody answers there: a new life of that member, in any spelling, would keep it alive, and wait for it (seen with 9.7.4).
    /// </remarks>
    public async Task JoinAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        LogJoining(member.Name);
        await using var connection = await OpenUnchangedAsync(member, cancellationToken);
        await PrepareAsync(connection, member, cancellationToken);
        await ComeAsNewAsync(connection, member, cancellationToken);
        var begun = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("SELECT NOW(6)", cancellationToken: cancellationToken));
        try
        {
            await StartAsync(connection, cancellationToken);
        }
        catch (MySqlException exception)
        {
            // Without a number it is not the server that speaks. The statement returns some time after the member is in; one that died then is expelled within seconds.
            if (exception.Number <= 0 && !await IsListedAsync(member, cancellationToken))
                throw new RetryLaterException($"It died on its way in, or took too long: nobody may answer at its address until the group has forgotten it. {exception.Message}", ForgetsWithin, exception);
            if (exception.Number > 0 && await WaitedInVainAsync(connection, begun, cancellationToken))
                throw new RetryLaterException($"The group waits for an earlier life of it: nobody may answer at its address until that is forgotten. {exception.Message}", ForgetsWithin, exception);
            throw;
        }
        LogJoined(member.Name);
    }

    /// <summary>Takes the member out of a group that is dead, and returns when its engine has ended: 25 s after it noticed, a restart of the server would take as long.</summary>
    public async Task LeaveAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        LogLeaving(member.Name);
        await using var connection = await OpenUnchangedAsync(member, cancellationToken);
        await ExecuteAsync(connection, "STOP GROUP_REPLICATION", cancellationToken);
    }

    /// <summary>Sets the member's weight in elections.</summary>
    public async Task WeighAsync(MemberObservation member, int weight, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(member.Name, cancellationToken);
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SET GLOBAL group_replication_member_weight = {weight}"), cancellationToken);
    }

    /// <summary>Lets the group agree on many messages at a time.</summary>
    /// <remarks>
    /// Each takes up to 345 ms while a dead member is not expelled. With the engine's 10 at a time, 32 clients that wrote then waited for as long as 5.3 s; with 200, 0.36 s.
    /// </remarks>
    public async Task WidenAsync(MemberObservation primary, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(primary.Name, cancellationToken);
        var concurrency = await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT group_replication_get_write_concurrency()", cancellationToken: cancellationToken));
        if (concurrency >= WriteConcurrency)
            return;
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT group_replication_set_write_concurrency({WriteConcurrency})"), cancellationToken);
        LogWidened(concurrency, WriteConcurrency);
    }

    /// <summary>Moves the primary to a member in good order; returns when it has moved.</summary>
    /// <exception cref="InvalidOperationException">The member does not keep up: the writes would wait until it has caught up.</exception>
    public async Task MovePrimaryAsync(MemberObservation primary, MemberObservation target, CancellationToken cancellationToken)
    {
        await using var old = await observer.OpenAsync(primary.Name, cancellationToken);
        var position = await old.ExecuteScalarAsync<string>(new CommandDefinition("SELECT @@global.gtid_executed", cancellationToken: cancellationToken));
        await using var connection = await OpenUnchangedAsync(target, cancellationToken);
        var isLate = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT WAIT_FOR_EXECUTED_GTID_SET(@position, @seconds)", new { position, seconds = KeepsUpWithin.TotalSeconds }, cancellationToken: cancellationToken));
        if (isLate)
            throw new InvalidOperationException($"{target.Name} was to be the primary, and does not keep up with {primary.Name}.");
        LogMoving(target.Name);
        await ExecuteAsync(connection, $"SELECT group_replication_set_as_primary('{target.ServerUuid}', {RunningTransactionSeconds})", cancellationToken);
    }

    /// <summary>Makes sure that the member's next start does not form a second group beside the first one.</summary>
    public async Task FinishAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(member.Name, cancellationToken);
        await ExecuteAsync(connection, "SET GLOBAL group_replication_bootstrap_group = OFF", cancellationToken);
    }

    /// <summary>Opens a connection to a member that is in the state still in which it was seen.</summary>
    /// <exception cref="InvalidOperationException">It is in another state: what was decided for it does not hold any more.</exception>
    private async Task<MySqlConnection> OpenUnchangedAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        var connection = await observer.OpenAsync(member.Name, cancellationToken);
        var state = await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            "SELECT COALESCE((SELECT MEMBER_STATE FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@server_uuid), 'OFFLINE')", cancellationToken: cancellationToken));
        if (state == member.GroupState)
            return connection;
        await connection.DisposeAsync();
        throw new InvalidOperationException($"It is {state} now and was {member.GroupState}.");
    }

    /// <summary>Brings a member that is outside into the state that a start needs, whatever it was left in.</summary>
    private async Task PrepareAsync(MySqlConnection connection, MemberObservation member, CancellationToken cancellationToken)
    {
        if (member.GroupState == "ERROR")
            await ExecuteAsync(connection, "STOP GROUP_REPLICATION", cancellationToken);
        await ExecuteAsync(connection, "SET GLOBAL group_replication_bootstrap_group = OFF, GLOBAL group_replication_force_members = ''", cancellationToken);
        await ExecuteAsync(connection, $"SET GLOBAL group_replication_member_weight = {Seniority.Newcomer}", cancellationToken);
        if (member.IsFresh)
            await PrepareFreshAsync(connection, member, cancellationToken);
        // From its next start on it takes no writes before it is back in the group: it would go ways of its own. The engine lifts this on the primary.
        await ExecuteAsync(connection, "SET PERSIST_ONLY super_read_only = ON", cancellationToken);
        // The engine sends clients away from a member that fell out; nobody but us lets them in again.
        await ExecuteAsync(connection, "SET GLOBAL offline_mode = OFF", cancellationToken);
    }

    /// <summary>Gives a fresh member the recovery user and takes its own transactions away, which would keep it out of the group.</summary>
    private async Task PrepareFreshAsync(MySqlConnection connection, MemberObservation member, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "SET GLOBAL super_read_only = OFF", cancellationToken);
        await accounts.AddReplicationUserAsync(connection, cancellationToken);
        if (!member.Executed.IsEmpty)
            await ExecuteAsync(connection, "RESET BINARY LOGS AND GTIDS", cancellationToken);
    }

    /// <summary>Gives the member an address that the others do not know yet, and leaves itself out of those that it asks.</summary>
    private async Task ComeAsNewAsync(MySqlConnection connection, MemberObservation member, CancellationToken cancellationToken)
    {
        var known = await connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT @@global.group_replication_group_seeds", cancellationToken: cancellationToken)) ?? "";
        var seeds = string.Join(',', known.Split(',').Where(seed => !GroupAddress.AreSame(seed, member.GroupAddress)));
        var address = GroupAddress.Respell(member.GroupAddress, Random.Shared);
        await ExecuteAsync(connection, $"SET GLOBAL group_replication_group_seeds = '{MySqlHelper.EscapeString(seeds)}', GLOBAL group_replication_local_address = '{MySqlHelper.EscapeString(address)}'", cancellationToken);
    }

    /// <summary>Whether one of the others has the member in its view.</summary>
    private async Task<bool> IsListedAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        foreach (var other in options.MemberNames.Where(name => name != member.Name))
        {
            try
            {
                await using var connection = await observer.OpenAsync(other, cancellationToken);
                if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                    "SELECT EXISTS (SELECT 1 FROM performance_schema.replication_group_members WHERE CONCAT(MEMBER_HOST, ':', MEMBER_PORT) = @Address AND MEMBER_ID <> @@server_uuid)",
                    new { member.Address }, commandTimeout: (int)options.ObserveTimeout.TotalSeconds, cancellationToken: cancellationToken)))
                {
                    return true;
                }
            }
            catch (MySqlException)
            {
                // It knows nothing now.
            }
        }
        return false;
    }

    private static async Task<bool> WaitedInVainAsync(MySqlConnection connection, DateTime since, CancellationToken cancellationToken) => await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
        "SELECT EXISTS (SELECT 1 FROM performance_schema.error_log WHERE ERROR_CODE = @code AND LOGGED >= @since)", new { code = NoView, since }, cancellationToken: cancellationToken));

    private Task StartAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        // The statement takes no parameters; the escaped text is never logged.
        ExecuteAsync(connection, $"START GROUP_REPLICATION USER = '{Accounts.ReplicationUser}', PASSWORD = '{MySqlHelper.EscapeString(options.ReplicationPassword)}'", cancellationToken);

    private Task ExecuteAsync(MySqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: (int)options.JoinTimeout.TotalSeconds, cancellationToken: cancellationToken));

    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Forming the group from {Member}.")]
    private partial void LogBootstrapping(string member);

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "The group is formed; {Member} is its primary.")]
    private partial void LogBootstrapped(string member);

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "{Member} joins the group.")]
    private partial void LogJoining(string member);

    [LoggerMessage(EventId = 203, Level = LogLevel.Information, Message = "{Member} is in the group.")]
    private partial void LogJoined(string member);

    [LoggerMessage(EventId = 205, Level = LogLevel.Warning, Message = "The majority of the group has left it; {Member} ends its engine, so that the group can be formed anew.")]
    private partial void LogLeaving(string member);

    [LoggerMessage(EventId = 206, Level = LogLevel.Information, Message = "The group agrees on {After} messages at a time now; it was {Before}.")]
    private partial void LogWidened(int before, int after);

    [LoggerMessage(EventId = 207, Level = LogLevel.Information, Message = "The primary moves to {Member}, so that it is not the first member of the group: the first one's death slows the others down most.")]
    private partial void LogMoving(string member);
}
