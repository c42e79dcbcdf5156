using Dapper;
using Foobar.Database.Cluster;
using Foobar.Database.Timeline;

namespace Foobar.Database.Cleaning;

/// <summary>Deletes what has expired, on the primary: idempotency keys, attempts to sign in, and the oldest entries of the timeline.</summary>
internal sealed partial class Cleaner(Observer observer, TimelineStore timeline, ClusterStatus status, DatabaseOptions options, TimeProvider time, ILogger<Cleaner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.CleaningInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (status.Current is { IsReady: true, Primary: { } primary })
                    await CleanAsync(primary, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception.Message);
            }
        }
    }

    private async Task CleanAsync(string primary, CancellationToken cancellationToken)
    {
        var keys = await DeleteExpiredAsync(primary, "idempotency_keys", "expires_at", cancellationToken);
        var attempts = await DeleteExpiredAsync(primary, "sign_in_attempts", "settled_at", cancellationToken);
        var entries = await timeline.TrimAsync(primary, cancellationToken);
        if (keys + attempts + entries > 0)
            LogCleaned(keys, attempts, entries);
    }

    /// <summary>In small batches: each is one short transaction, which the replicas apply without falling behind.</summary>
    private async Task<int> DeleteExpiredAsync(string primary, string table, string expires, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(primary, cancellationToken);
        var deleted = 0;
        int batch;
        do
        {
            batch = await connection.ExecuteAsync(new CommandDefinition(
                $"DELETE FROM `{options.Database}`.{table} WHERE {expires} < UTC_TIMESTAMP(6) ORDER BY {expires} LIMIT @limit",
                new { limit = options.CleaningBatch }, cancellationToken: cancellationToken));
            deleted += batch;
        }
        while (batch == options.CleaningBatch);
        return deleted;
    }

    [LoggerMessage(EventId = 240, Level = LogLevel.Debug, Message = "Deleted {Keys} expired idempotency keys, {Attempts} settled attempts to sign in and {Entries} old entries of the timeline.")]
    private partial void LogCleaned(int keys, int attempts, int entries);

    [LoggerMessage(EventId = 241, Level = LogLevel.Warning, Message = "What has expired could not be deleted and is tried again: {Reason}")]
    private partial void LogFailed(string reason);
}
