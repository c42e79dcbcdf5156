using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.MySqlCluster.Monitoring;

/// <summary>Looks at the members of a cluster all the time, at each one for itself, so that one that hangs does not delay the others.</summary>
internal sealed partial class ClusterMonitor(MySqlClusterResource cluster, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private TaskCompletionSource _changed = NewSignal();
    private ClusterView _view = new([.. cluster.Members.Select(member => MemberView.WithoutAnswer(member.Name, long.MinValue, "not asked yet"))]);

    /// <summary>What is known now; one immutable value at a time.</summary>
    public ClusterView View => Volatile.Read(ref _view);

    /// <summary>Runs until the application stops.</summary>
    public Task RunAsync(ResourceNotificationService notifications, ILogger logger, CancellationToken stopping) =>
        Task.WhenAll(cluster.Members.Select(member => FollowAsync(member, notifications, logger, stopping)));

    /// <summary>Waits for a view that was taken as a whole after this call and fits.</summary>
    /// <exception cref="TimeoutException">There is none in time; the message has the last view.</exception>
    public async Task<ClusterView> WaitForAsync(Func<ClusterView, bool> fits, TimeSpan limit, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        using var timer = new PeriodicTimer(Interval / 5, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            var view = View;
            if (view.IsNewerThan(since) && fits(view))
                return view;
            if (time.GetElapsedTime(since) > limit)
                throw new TimeoutException($"Not within {limit.TotalSeconds:0} s. {view}.");
        }
        throw new OperationCanceledException(cancellationToken);
    }

    private async Task FollowAsync(MySqlServerResource member, ResourceNotificationService notifications, ILogger logger, CancellationToken stopping)
    {
        await using var observer = new MemberObserver(member, time);
        try
        {
            while (true)
            {
                var change = Volatile.Read(ref _changed).Task;
                try
                {
                    Update(await ObserveAsync(member, observer, notifications, stopping).ConfigureAwait(false));
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogLookFailed(logger, member.Name, exception);
                }
                // When the role of one member changes, those of the others have mostly changed too.
                await Task.WhenAny(change, Task.Delay(Interval, time, stopping)).Unwrap().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private async Task<MemberView> ObserveAsync(MySqlServerResource member, MemberObserver observer, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        var state = notifications.TryGetCurrentState(member.Name, out var current) ? current.Snapshot.State?.Text : null;
        if (state == KnownResourceStates.Running)
            return await observer.ObserveAsync(cancellationToken).ConfigureAwait(false);
        await observer.CloseAsync().ConfigureAwait(false);
        return MemberView.WithoutAnswer(member.Name, time.GetTimestamp(), state ?? "not started");
    }

    private void Update(MemberView view)
    {
        ClusterView before;
        do
            before = View;
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _view, before.With(view), before), before));
        if (before.Members.First(member => member.Name == view.Name).Role != view.Role)
            Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Member} could not be looked at; it is tried again.")]
    private static partial void LogLookFailed(ILogger logger, string member, Exception exception);
}
