using Foobar.AppHost.MySqlCluster.Monitoring;
using Foobar.AppHost.MySqlCluster.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Moves the primary of a cluster to another member in good order.</summary>
internal sealed partial class PrimarySwitch(ClusterMonitor monitor, ReplicationHold hold)
{
    /// <summary>Transactions that run on the old primary have this time to end; then they are rolled back. It is the site's own limit for a write.</summary>
    private const int RunningTransactionSeconds = 10;

    /// <summary>The replica applies what it has queued before it takes over.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Returns what was done as a sentence, when the group has agreed and the snapshots show it.</summary>
    /// <exception cref="MySqlException">The group refuses, with its reason.</exception>
    /// <exception cref="TimeoutException">The group did not agree in time.</exception>
    public async Task<string> MoveToAsync(MySqlServerResource target, ExecuteCommandContext context)
    {
        var before = monitor.View.Primary?.Name;
        LogMoving(context.Logger, target.Name, before ?? ClusterProperties.NoPrimary);
        // A replica that cannot apply could never take over.
        await hold.ReleaseAsync(target, context.Services).ConfigureAwait(false);
        await using (var connection = await MemberConnection.OpenAsync(target, context.CancellationToken, commandTimeout: Limit).ConfigureAwait(false))
        {
            var id = await ExecuteAsync(connection, "SELECT @@server_uuid", context.CancellationToken).ConfigureAwait(false);
            var answer = await ExecuteAsync(connection, $"SELECT group_replication_set_as_primary('{id}', {RunningTransactionSeconds})", context.CancellationToken).ConfigureAwait(false);
            LogAnswer(context.Logger, answer);
        }
        await context.Services.GetRequiredService<ResourceNotificationService>()
            .WaitForResourceAsync(target.Name, current => current.Snapshot.Get(ClusterProperties.Primary) == target.Name, context.CancellationToken)
            .WaitAsync(Limit, context.CancellationToken).ConfigureAwait(false);
        return before is null ? $"{target.Name} is the primary." : $"The primary moved from {before} to {target.Name}.";
    }

    private static async Task<string> ExecuteAsync(MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    [LoggerMessage(EventId = 21, Level = LogLevel.Information, Message = "Moving the primary to {Target} (now: {Before}).")]
    private static partial void LogMoving(ILogger logger, string target, string before);

    [LoggerMessage(EventId = 22, Level = LogLevel.Information, Message = "The group: {Answer}")]
    private static partial void LogAnswer(ILogger logger, string answer);
}
