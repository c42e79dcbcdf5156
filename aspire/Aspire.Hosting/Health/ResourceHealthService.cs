using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

/// <summary>Runs the health checks of resources while they run, and raises their ready event.</summary>
internal sealed class ResourceHealthService(ResourceNotificationService notifications, HealthCheckService healthChecks, IDistributedApplicationEventing eventing,
    IServiceProvider services, TimeProvider time, ILogger<ResourceHealthService> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<IResource, Monitor> _monitors = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var resourceEvent in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                if (_monitors.TryGetValue(resourceEvent.Resource, out var running))
                {
                    if (running.IsNews(resourceEvent))
                        running.Wake();
                }
                else if (IsRunning(resourceEvent))
                    StartMonitor(resourceEvent, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
        await Task.WhenAll(_monitors.Values.Select(monitor => monitor.Completion)).ConfigureAwait(false);
    }

    private static bool IsRunning(ResourceEvent resourceEvent) => resourceEvent.Snapshot.State?.Text == KnownResourceStates.Running;

    private void StartMonitor(ResourceEvent resourceEvent, CancellationToken stoppingToken)
    {
        var resource = resourceEvent.Resource;
        var monitor = new Monitor();
        monitor.IsNews(resourceEvent);
        _monitors[resource] = monitor;
        monitor.Completion = Task.Run(async () =>
        {
            try
            {
                await MonitorAsync(resource, monitor, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The application stops.
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The health of resource '{Resource}' is no longer watched.", resource.Name);
            }
        }, CancellationToken.None);
    }

    /// <summary>Goes on for the life of the application, so that a resource that is started again is watched again.</summary>
    private async Task MonitorAsync(IResource resource, Monitor monitor, CancellationToken stoppingToken)
    {
        var keys = SnapshotFacts.GetHealthCheckKeys(resource).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var schedule = new HealthCheckSchedule();
        Task? ready = null;
        while (true)
        {
            var running = notifications.GetInstances(resource).Where(IsRunning).ToArray();
            // Nothing runs, or all that runs has started anew since the last time.
            if (running.All(instance => instance.Snapshot.ReadyHandlers is null) && (ready is not null || running.Length == 0))
            {
                ready = null;
                schedule = new HealthCheckSchedule();
            }
            if (running.Length == 0)
            {
                await monitor.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken).ConfigureAwait(false);
                continue;
            }

            var health = keys.Count == 0 ? HealthStatus.Healthy : await CheckAsync(resource, running, keys, stoppingToken).ConfigureAwait(false);
            if (health == HealthStatus.Healthy && running.Any(instance => instance.Snapshot.ReadyHandlers is null))
            {
                // A replica that joins others that run is ready with them.
                ready ??= RaiseReadyAsync(resource, stoppingToken);
                foreach (var instance in running)
                    await PublishAsync(instance, snapshot => snapshot with { ReadyHandlers = ready }).ConfigureAwait(false);
            }
            await monitor.WaitAsync(keys.Count == 0 ? Timeout.InfiniteTimeSpan : schedule.GetDelay(health, everHealthy: ready is not null), stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<HealthStatus> CheckAsync(IResource resource, ResourceEvent[] running, HashSet<string> keys, CancellationToken stoppingToken)
    {
        var report = await healthChecks.CheckHealthAsync(registration => keys.Contains(registration.Name), stoppingToken).ConfigureAwait(false);
        var now = time.GetUtcNow().UtcDateTime;
        ImmutableArray<HealthReportSnapshot> reports =
        [
            .. report.Entries.Select(entry => new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.ToString()) { LastRunAt = now }),
        ];
        logger.LogTrace("Resource '{Resource}' is {Health}.", resource.Name, report.Status);
        foreach (var instance in running)
            await PublishAsync(instance, snapshot => SameResults(snapshot.HealthReports, reports) ? snapshot : snapshot with { HealthReports = reports }).ConfigureAwait(false);
        return report.Status;
    }

    /// <summary>A check that says what it said before is no news, apart from its time.</summary>
    private static bool SameResults(ImmutableArray<HealthReportSnapshot> before, ImmutableArray<HealthReportSnapshot> after) =>
        before.Length == after.Length && before.Zip(after).All(pair => pair.First with { LastRunAt = null } == pair.Second with { LastRunAt = null });

    /// <summary>Changes an instance unless it was stopped or started anew in the meantime.</summary>
    private Task PublishAsync(ResourceEvent instance, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.PublishUpdateAsync(instance.Resource, instance.ResourceId, snapshot =>
            snapshot.State?.Text == KnownResourceStates.Running && snapshot.StartTimeStamp == instance.Snapshot.StartTimeStamp ? change(snapshot) : snapshot);

    private Task RaiseReadyAsync(IResource resource, CancellationToken stoppingToken) => Task.Run(async () =>
    {
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "A handler of the ready event of resource '{Resource}' failed.", resource.Name);
            throw;
        }
    }, stoppingToken);

    /// <summary>The loop of one resource, which can be woken from its pause.</summary>
    private sealed class Monitor
    {
        private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        /// <summary>State and start of each instance, as last seen.</summary>
        private readonly Dictionary<string, (string? State, DateTime? Start)> _seen = [];

        public Task Completion { get; set; } = Task.CompletedTask;

        /// <summary>Whether an instance has another state or was started anew; other changes are no reason to check again.</summary>
        public bool IsNews(ResourceEvent resourceEvent)
        {
            var now = (resourceEvent.Snapshot.State?.Text, resourceEvent.Snapshot.StartTimeStamp);
            var isNews = !_seen.TryGetValue(resourceEvent.ResourceId, out var before) || before != now;
            _seen[resourceEvent.ResourceId] = now;
            return isNews;
        }

        public void Wake() => _wake.Writer.TryWrite(true);

        /// <summary>Returns after the pause, or sooner when woken.</summary>
        public async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(pause);
            try
            {
                await _wake.Reader.ReadAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The pause is over.
            }
        }
    }
}
