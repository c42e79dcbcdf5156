using System.Collections.Concurrent;
using Foobar.AppHost.MySqlCluster.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Foobar.AppHost.MySqlCluster.Trials;

/// <summary>Holds replicas back for a trial: under a global read lock, a replica receives transactions and cannot apply them.</summary>
/// <remarks>The lock lives as long as its connection, so it is gone with the server and with the application host too.</remarks>
internal sealed partial class ReplicationHold : IAsyncDisposable
{
    /// <summary>Statements on the replica that began earlier hold up the lock for this time at most.</summary>
    private const string Sql = "SET SESSION lock_wait_timeout = 5, wait_timeout = 604800; FLUSH TABLES WITH READ LOCK";

    private readonly ConcurrentDictionary<string, MySqlConnection> _held = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Holds the replica back until it is released; one that is held already stays so.</summary>
    /// <exception cref="MySqlException">The replica does not answer or does not give the lock.</exception>
    public async Task HoldAsync(MySqlServerResource member, ExecuteCommandContext context)
    {
        var connection = await MemberConnection.OpenAsync(member, context.CancellationToken, commandTimeout: TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        var isKept = false;
        try
        {
            await using var command = new MySqlCommand(Sql, connection);
            await command.ExecuteNonQueryAsync(context.CancellationToken).ConfigureAwait(false);
            isKept = _held.TryAdd(member.Name, connection);
        }
        finally
        {
            if (!isKept)
                await connection.DisposeAsync().ConfigureAwait(false);
        }
        LogHeld(context.Logger);
        await MarkAsync(member, context.Services, "held back").ConfigureAwait(false);
    }

    /// <summary>Lets the replica apply again; nothing happens if it was not held back.</summary>
    public async Task ReleaseAsync(MySqlServerResource member, IServiceProvider services)
    {
        if (!_held.TryRemove(member.Name, out var connection))
            return;
        await connection.DisposeAsync().ConfigureAwait(false);
        LogReleased(services.GetRequiredService<ResourceLoggerService>().GetLogger(member));
        await MarkAsync(member, services, "").ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _held.Keys)
        {
            if (_held.TryRemove(name, out var connection))
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static Task MarkAsync(MySqlServerResource member, IServiceProvider services, string value) =>
        services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(member, snapshot => snapshot.With(ClusterProperties.HeldBack, "Trial: replication", value));

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "Held back for a trial: transactions are received and not applied.")]
    private static partial void LogHeld(ILogger logger);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "No longer held back; what was received is applied.")]
    private static partial void LogReleased(ILogger logger);
}
