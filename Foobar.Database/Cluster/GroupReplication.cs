using Dapper;
using Foobar.Database.Schema;
using MySqlConnector;

namespace Foobar.Database.Cluster;

/// <summary>Forms the group and lets members join it.</summary>
internal sealed partial class GroupReplication(Observer observer, Accounts accounts, DatabaseOptions options, ILogger<GroupReplication> logger)
{
    /// <summary>Forms a new group of this member alone.</summary>
    public async Task BootstrapAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        LogBootstrapping(member.Name);
        await using var connection = await observer.OpenAsync(member.Name, cancellationToken);
        await PrepareAsync(connection, member, cancellationToken);
        await ExecuteAsync(connection, "SET GLOBAL group_replication_bootstrap_group = ON", cancellationToken);
        try
        {
            await StartAsync(connection, cancellationToken);
        }
        finally
        {
            // Left on, the next start of this member would form a second group beside the first one.
            await ExecuteAsync(connection, "SET GLOBAL group_replication_bootstrap_group = OFF", CancellationToken.None);
        }
        LogBootstrapped(member.Name);
    }

    /// <summary>Lets the member join the group; returns when it is in, which may be before it has caught up.</summary>
    public async Task JoinAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        LogJoining(member.Name);
        await using var connection = await observer.OpenAsync(member.Name, cancellationToken);
        if (member.GroupState == "ERROR")
            await ExecuteAsync(connection, "STOP GROUP_REPLICATION", cancellationToken);
        await PrepareAsync(connection, member, cancellationToken);
        await StartAsync(connection, cancellationToken);
        LogJoined(member.Name);
    }

    /// <summary>Gives a fresh member the recovery user and takes its own transactions away, which would keep it out of the group.</summary>
    private async Task PrepareAsync(MySqlConnection connection, MemberObservation member, CancellationToken cancellationToken)
    {
        if (!member.IsFresh)
            return;
        await ExecuteAsync(connection, "SET GLOBAL super_read_only = OFF", cancellationToken);
        await accounts.AddReplicationUserAsync(connection, cancellationToken);
        if (member.GtidExecuted.Length > 0)
            await ExecuteAsync(connection, "RESET BINARY LOGS AND GTIDS", cancellationToken);
    }

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
}
