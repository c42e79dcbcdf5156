using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.Monitoring;

/// <summary>Says beside the state of Prometheus which alerts fire.</summary>
internal sealed partial class AlertWatch(EndpointReference prometheus, ResourceNotificationService notifications, TimeProvider time, ILogger<AlertWatch> logger) : BackgroundService
{
    /// <summary>The name of the property; empty while none fires but the one that always does.</summary>
    public const string Property = "alerts";

    private const string AlwaysFires = "Watchdog";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = new HttpClient { Timeout = 5 * Interval };
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (!notifications.TryGetCurrentState(prometheus.Resource.Name, out var current))
                    continue;
                var firing = current.Snapshot.State?.Text == KnownResourceStates.Running ? await ReadAsync(http, stoppingToken).ConfigureAwait(false) : "";
                if (firing is not null && current.Snapshot.Get(Property) != firing)
                    await notifications.PublishUpdateAsync(prometheus.Resource, snapshot => snapshot.With(Property, "Alerts", firing)).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
    }

    /// <summary>The names of those that fire; null when Prometheus does not answer.</summary>
    private async Task<string?> ReadAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await http.GetFromJsonAsync<JsonElement>(new Uri($"{prometheus.Url}/api/v1/alerts"), cancellationToken).ConfigureAwait(false);
            var names = answer.GetProperty("data").GetProperty("alerts").EnumerateArray()
                .Where(alert => alert.GetProperty("state").GetString() == "firing")
                .Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString())
                .Where(name => name != AlwaysFires).Distinct().Order(StringComparer.Ordinal);
            return string.Join(", ", names);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 50, Level = LogLevel.Error, Message = "The alerts that fire could not be told; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
