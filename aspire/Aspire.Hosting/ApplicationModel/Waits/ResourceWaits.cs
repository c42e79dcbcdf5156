using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The waits of the notification service.</summary>
internal sealed class ResourceWaits(ResourceNotificationService notifications, ResourceLoggerService loggers, WaitBehavior defaultBehavior)
{
    public WaitBehavior DefaultBehavior { get; } = defaultBehavior;

    public async Task<ResourceEvent> UntilAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var resourceEvent in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                var matches = string.Equals(resourceEvent.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(resourceEvent.ResourceId, resourceName, StringComparison.OrdinalIgnoreCase);
                if (matches && predicate(resourceEvent))
                    return resourceEvent;
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(
                $"The wait for resource '{resourceName}' was canceled. {notifications.DescribeState(resourceName)}", exception, cancellationToken);
        }
        throw new OperationCanceledException($"The application stopped before the wait for resource '{resourceName}' was over. {notifications.DescribeState(resourceName)}");
    }

    public async Task<ResourceEvent> UntilHealthyAsync(string resourceName, WaitBehavior behavior, CancellationToken cancellationToken)
    {
        if (behavior == WaitBehavior.StopOnResourceUnavailable && !notifications.TryGetCurrentState(resourceName, out _)
            && notifications.DescribeState(resourceName) is var description && description.Contains("is not known", StringComparison.Ordinal))
        {
            throw new DistributedApplicationException(description);
        }

        var reached = await UntilAsync(resourceName, e => IsReady(e.Snapshot) || (behavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e.Snapshot)),
            cancellationToken).ConfigureAwait(false);
        if (!IsReady(reached.Snapshot))
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy. {SnapshotFacts.Describe(reached)}");
        await reached.Snapshot.ReadyHandlers!.WaitAsync(cancellationToken).ConfigureAwait(false);
        return reached;
    }

    public async Task ForDependenciesAsync(IResource resource, IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is not IResourceWithoutLifetime)
            .DistinctBy(wait => (wait.Resource, wait.WaitType)).ToArray();
        var pending = waits.Select(wait => wait.Resource.Name).Distinct().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (pending.Count == 0)
            return;
        await PublishWaitingAsync(resource, instanceIds, pending).ConfigureAwait(false);
        await AllOrFirstFailureAsync(waits.GroupBy(wait => wait.Resource), async (group, token) =>
        {
            foreach (var wait in group)
                await ForDependencyAsync(resource, wait, token).ConfigureAwait(false);
            lock (pending)
                pending.Remove(group.Key.Name);
            await PublishWaitingAsync(resource, instanceIds, pending).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for all, but when one fails no longer for the others, which may never come.</summary>
    private static async Task AllOrFirstFailureAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> waitAsync, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = items.Select(item => waitAsync(item, giveUp.Token)).ToArray();
        await foreach (var ended in Task.WhenEach(waits).ConfigureAwait(false))
        {
            if (ended.IsCompletedSuccessfully)
                continue;
            await giveUp.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ended.ConfigureAwait(false);
        }
    }

    private static bool IsReady(CustomResourceSnapshot snapshot) => snapshot.HealthStatus == HealthStatus.Healthy && snapshot.ReadyHandlers is not null;

    private static bool IsUnavailable(CustomResourceSnapshot snapshot) => snapshot.State?.Text is { } state
        && (KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.RuntimeUnhealthy);

    private async Task PublishWaitingAsync(IResource resource, IReadOnlyList<string> instanceIds, HashSet<string> pending)
    {
        // Read when the snapshot is changed: two waits that end at the same time must not bring back each other's name.
        string GetNames()
        {
            lock (pending)
                return string.Join(", ", pending.Order(StringComparer.Ordinal));
        }
        foreach (var id in instanceIds)
        {
            await notifications.PublishUpdateAsync(resource, id, snapshot => GetNames() is { Length: > 0 } names
                ? snapshot.WithProperty(KnownProperties.ResourceWaitingFor, names) with { State = KnownResourceStates.Waiting }
                : snapshot.WithProperty(KnownProperties.ResourceWaitingFor, value: null)).ConfigureAwait(false);
        }
    }

    private Task ForDependencyAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(resource);
        var behavior = wait.WaitBehavior ?? DefaultBehavior;
        return AllOrFirstFailureAsync(wait.Resource.GetInstanceIds(), (id, token) => wait.WaitType switch
        {
            WaitType.WaitForCompletion => ForCompletionAsync(wait, id, logger, token),
            WaitType.WaitUntilStarted => ForStartAsync(wait.Resource, id, behavior, logger, token),
            WaitType.WaitUntilHealthy => ForHealthAsync(wait.Resource, id, behavior, logger, token),
            _ => throw new InvalidOperationException($"The wait type '{wait.WaitType}' is not known."),
        }, cancellationToken);
    }

    private async Task ForCompletionAsync(WaitAnnotation wait, string id, ILogger logger, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        logger.LogInformation("Waiting for resource '{Name}' to complete.", name);
        var ended = await UntilAsync(id, e => e.Snapshot.ExitCode is not null || KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), cancellationToken).ConfigureAwait(false);
        if (ended.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
            throw new DistributedApplicationException($"Dependency resource '{name}' failed to start.");
        // A runtime that lost the exit code says null; only a known other code is a failure.
        if (ended.Snapshot.ExitCode is { } exitCode && exitCode != wait.ExitCode)
        {
            throw new DistributedApplicationException(
                $"Resource '{name}' has entered the '{ended.Snapshot.State?.Text}' state with exit code '{exitCode}', expected '{wait.ExitCode}'.");
        }
        logger.LogInformation("Finished waiting for resource '{Name}'.", name);
    }

    private async Task<ResourceEvent> ForStartAsync(IResource dependency, string id, WaitBehavior behavior, ILogger logger, CancellationToken cancellationToken)
    {
        logger.LogInformation("Waiting for resource '{Name}' to enter the '{State}' state.", dependency.Name, KnownResourceStates.Running);
        var reached = await UntilAsync(id, e => e.Snapshot.State?.Text == KnownResourceStates.Running
            || (behavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e.Snapshot)), cancellationToken).ConfigureAwait(false);
        var state = reached.Snapshot.State?.Text;
        if (state == KnownResourceStates.Running)
            return reached;
        throw new DistributedApplicationException(state == KnownResourceStates.FailedToStart
            ? $"Stopped waiting for dependency resource '{dependency.Name}' because it failed to start."
            : $"Stopped waiting for dependency resource '{dependency.Name}' because it entered the '{state}' state prematurely.");
    }

    private async Task ForHealthAsync(IResource dependency, string id, WaitBehavior behavior, ILogger logger, CancellationToken cancellationToken)
    {
        await ForStartAsync(dependency, id, behavior, logger, cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Waiting for resource '{Name}' to become healthy.", dependency.Name);
        ResourceEvent reached;
        do
        {
            reached = await UntilAsync(id, e => IsReady(e.Snapshot)
                || (behavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e.Snapshot)), cancellationToken).ConfigureAwait(false);
            if (!IsReady(reached.Snapshot))
                await ForStartAsync(dependency, id, behavior, logger, cancellationToken).ConfigureAwait(false);
        }
        while (!IsReady(reached.Snapshot));
        await reached.Snapshot.ReadyHandlers!.WaitAsync(cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Finished waiting for resource '{Name}'.", dependency.Name);
    }
}
