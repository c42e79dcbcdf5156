using System.Text.Json;

namespace Aspire.Dashboard.Client;

/// <summary>Keeps the store up to date; reconnects when the application host is not there yet or the connection broke.</summary>
internal sealed partial class ResourceFollower(ResourceServiceClient client, ResourceStore store, TimeProvider time, ILogger<ResourceFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await foreach (var changed in client.WatchResourcesAsync(stoppingToken))
                    store.Update(changed);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
            {
                LogDisconnected(exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            store.Disconnect();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Debug, "No stream of resources: {Reason}")]
    private partial void LogDisconnected(string reason);
}
