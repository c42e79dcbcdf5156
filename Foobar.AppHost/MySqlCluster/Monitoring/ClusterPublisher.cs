using Foobar.AppHost.MySqlCluster.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.MySqlCluster.Monitoring;

/// <summary>Writes what the monitor sees into the snapshots of the cluster and its members, and who the primary is into the cluster's log.</summary>
internal sealed partial class ClusterPublisher(MySqlClusterResource cluster, ClusterMonitor monitor, ReplicationHold hold, IServiceProvider services, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ResourceNotificationService _notifications = services.GetRequiredService<ResourceNotificationService>();
    private readonly ILogger _logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(cluster);
    private bool? _runs;
    private string _primary = ClusterProperties.NoPrimary;

    /// <summary>Runs until the application stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await PublishAsync(monitor.View).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogPublishFailed(_logger, exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private async Task PublishAsync(ClusterView view)
    {
        var primary = view.Primary?.Name ?? ClusterProperties.NoPrimary;
        await PublishClusterAsync(primary).ConfigureAwait(false);
        foreach (var (member, seen) in cluster.Members.Zip(view.Members))
        {
            if (seen.Role == MemberView.Primary)
                await hold.ReleaseAsync(member, services).ConfigureAwait(false);
            await PublishMemberAsync(member, seen, primary).ConfigureAwait(false);
        }
    }

    private async Task PublishClusterAsync(string primary)
    {
        var runs = cluster.Members.Any(member => _notifications.TryGetCurrentState(member.Name, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running);
        if (runs == _runs && primary == _primary)
            return;
        if (primary != _primary)
            LogPrimary(_logger, primary, _primary);
        await _notifications.PublishUpdateAsync(cluster, snapshot => snapshot.With(ClusterProperties.Primary, "Primary", primary) with
        {
            State = runs ? new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success) : KnownResourceStates.Waiting,
            StartTimeStamp = runs ? snapshot.StartTimeStamp ?? time.GetUtcNow().UtcDateTime : null,
        }).ConfigureAwait(false);
        (_runs, _primary) = (runs, primary);
    }

    /// <summary>Says on each member too who the primary is, since its commands depend on that.</summary>
    private Task PublishMemberAsync(MySqlServerResource member, MemberView seen, string primary)
    {
        var lag = seen.DescribeLag();
        if (!_notifications.TryGetCurrentState(member.Name, out var current)
            || (current.Snapshot.Get(ClusterProperties.Role), current.Snapshot.Get(ClusterProperties.Lag), current.Snapshot.Get(ClusterProperties.Primary)) == (seen.Role, lag, primary))
        {
            return Task.CompletedTask;
        }
        return _notifications.PublishUpdateAsync(member, snapshot => snapshot
            .With(ClusterProperties.Role, "Role", seen.Role)
            .With(ClusterProperties.Lag, "Lag", lag)
            .With(ClusterProperties.Primary, "Primary of the group", primary, isHighlighted: false));
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Primary: {Primary} (before: {Before})")]
    private static partial void LogPrimary(ILogger logger, string primary, string before);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "The state of the cluster could not be published; it is tried again.")]
    private static partial void LogPublishFailed(ILogger logger, Exception exception);
}
