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

    public async Task ForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is not IResourceWithoutLifetime)
            .DistinctBy(wait => (wait.Resource, wait.WaitType)).ToArray();
        var pending = waits.Select(wait => wait.Resource.Name).Distinct().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (pending.Count == 0)
            return;
        await PublishWaitingAsync(resource, pending).ConfigureAwait(false);
        await Task.WhenAll(waits.GroupBy(wait => wait.Resource).Select(async group =>
        {
            foreach (var wait in group)
                await ForDependencyAsync(resource, wait, cancellationToken).ConfigureAwait(false);
            lock (pending)
                pending.Remove(group.Key.Name);
            await PublishWaitingAsync(resource, pending).ConfigureAwait(false);
        })).ConfigureAwait(false);
    }

    private static bool IsReady(CustomResourceSnapshot snapshot) => snapshot.HealthStatus == HealthStatus.Healthy && snapshot.ReadyHandlers is not null;

    private static bool IsUnavailable(CustomResourceSnapshot snapshot) => snapshot.State?.Text is { } state
        && (KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.RuntimeUnhealthy);

    private Task PublishWaitingAsync(IResource resource, HashSet<string> pending)
    {
        string[] names;
        lock (pending)
            names = [.. pending.Order(StringComparer.Ordinal)];
        return names.Length == 0
            ? notifications.PublishUpdateAsync(resource, snapshot => snapshot.WithProperty(KnownProperties.ResourceWaitingFor, value: null))
            : notifications.PublishUpdateAsync(resource, snapshot => (snapshot.State?.Text == KnownResourceStates.Running ? snapshot
                : snapshot with { State = KnownResourceStates.Waiting }).WithProperty(KnownProperties.ResourceWaitingFor, string.Join(", ", names)));
    }

    private Task ForDependencyAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(resource);
        var behavior = wait.WaitBehavior ?? DefaultBehavior;
        return Task.WhenAll(wait.Resource.GetInstanceIds().Select(id => wait.WaitType switch
        {
            WaitType.WaitForCompletion => ForCompletionAsync(wait, id, logger, cancellationToken),
            WaitType.WaitUntilStarted => ForStartAsync(wait.Resource, id, behavior, logger, cancellationToken),
            WaitType.WaitUntilHealthy => ForHealthAsync(wait.Resource, id, behavior, logger, cancellationToken),
            _ => throw new InvalidOperationException($"The wait type '{wait.WaitType}' is not known."),
        }));
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
