using Foobar.Database.Cluster;

namespace Foobar.Database.Timeline;

/// <summary>Brings the timeline into the database as soon as there is a primary with a current schema.</summary>
internal sealed partial class TimelineWriter(ClusterTimeline timeline, TimelineStore store, ClusterStatus status, DatabaseOptions options, TimeProvider time,
    ILogger<TimelineWriter> logger) : BackgroundService
{
    /// <summary>The time that an attempt has, the last one at the end of the service included.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private bool _isFailing;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        timeline.Add(TimelineKind.ServiceStarted, null, "The service that looks after the cluster has started.");
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        timeline.Add(TimelineKind.ServiceStopped, null, "The service that looks after the cluster has stopped.");
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.TimelineInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await WriteAsync(stoppingToken);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (status.Current is not { IsReady: true, Primary: { } primary } || timeline.GetUnwritten() is not { Count: > 0 } entries)
            return;
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await store.WriteAsync(primary, entries, both.Token);
            timeline.SetWritten(entries);
            _isFailing = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_isFailing)
                LogFailed(entries.Count, primary, exception.Message);
            _isFailing = true;
        }
    }

    [LoggerMessage(EventId = 231, Level = LogLevel.Warning, Message = "{Count} entries of the timeline could not be written on {Primary} and wait: {Reason}")]
    private partial void LogFailed(int count, string primary, string reason);
}
