using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.Rotation;

/// <summary>Asks every gateway for its statistics, and says at each web how it stands with them: a web that drains, or that a gateway leaves out, is seen where its state is.</summary>
internal sealed partial class RotationWatch(ProjectResource gateway, ParameterResource adminKey, IReadOnlyList<ProjectResource> webs, ResourceNotificationService notifications, TimeProvider time, ILogger<RotationWatch> logger)
    : BackgroundService
{
    /// <summary>The name of the property; empty for a web that gets requests from all gateways.</summary>
    public const string Property = "gateway.standing";

    /// <summary>A drain takes a second or more.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Where the statistics of each running gateway are, by its id.</summary>
    private readonly ConcurrentDictionary<string, Uri> _statistics = new();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), AskAsync(stoppingToken));

    /// <summary>A gateway that is started again has other ports.</summary>
    private async Task FollowAsync(CancellationToken stopping)
    {
        await foreach (var change in notifications.WatchAsync(stopping).ConfigureAwait(false))
        {
            if (!ReferenceEquals(change.Resource, gateway))
                continue;
            var port = change.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "Admin__Port")?.Value;
            if (change.Snapshot.State?.Text == KnownResourceStates.Running && port is not null)
                _statistics[change.ResourceId] = new Uri($"http://127.0.0.1:{port}{FoobarNames.StatisticsPath}");
            else
                _statistics.TryRemove(change.ResourceId, out _);
        }
    }

    private async Task AskAsync(CancellationToken stopping)
    {
        using var http = new HttpClient { Timeout = 4 * Interval };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await adminKey.GetValueAsync(stopping).ConfigureAwait(false));
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
        {
            try
            {
                var answers = await Task.WhenAll(_statistics.Values.Select(address => ReadAsync(http, address, stopping))).ConfigureAwait(false);
                foreach (var web in webs)
                    await PublishAsync(web, Standing.Describe([.. answers.Select(states => states.GetValueOrDefault(web.Name)).OfType<string>()])).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
    }

    /// <summary>The state of each web; none from a gateway that does not answer.</summary>
    private static async Task<Dictionary<string, string>> ReadAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var statistics = await http.GetFromJsonAsync<JsonElement>(address, cancellationToken).ConfigureAwait(false);
            return statistics.GetProperty("clusters").EnumerateArray().SelectMany(cluster => cluster.GetProperty("destinations").EnumerateArray())
                .ToDictionary(destination => destination.GetProperty("id").GetString()!, destination => destination.GetProperty("state").GetString()!);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }

    private Task PublishAsync(ProjectResource web, string standing) =>
        !notifications.TryGetCurrentState(web.Name, out var current) || current.Snapshot.Get(Property) == standing
            ? Task.CompletedTask
            : notifications.PublishUpdateAsync(web, snapshot => snapshot.With(Property, "Gateways", standing));

    [LoggerMessage(EventId = 60, Level = LogLevel.Error, Message = "How the webs stand with the gateways could not be told; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
