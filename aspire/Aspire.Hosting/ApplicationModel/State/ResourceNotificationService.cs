using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds the last snapshot of each instance of each resource and tells watchers of changes.</summary>
public class ResourceNotificationService : IDisposable
{
    private readonly Lock _guardsStates = new();
    private readonly Dictionary<string, ResourceEvent> _states = new(StringComparer.OrdinalIgnoreCase);
    private ImmutableArray<Channel<ResourceEvent>> _watchers = [];

    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IServiceProvider _services;
    private readonly ResourceWaits _waits;
    private readonly CancellationTokenSource _disposing = new();
    private readonly CancellationTokenRegistration _stopRegistration;

    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider, ResourceLoggerService resourceLoggerService)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(resourceLoggerService);
        _logger = logger;
        _services = serviceProvider;
        var options = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>();
        _waits = new ResourceWaits(this, resourceLoggerService, options?.Value.DefaultWaitBehavior ?? default);
        _stopRegistration = hostApplicationLifetime.ApplicationStopped.Register(_disposing.Cancel);
    }

    /// <summary>Changes the snapshot of all instances of a resource.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var id in resource.GetInstanceIds())
            await PublishUpdateAsync(resource, id, stateFactory).ConfigureAwait(false);
    }

    /// <summary>Changes the snapshot of one instance of a resource.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(stateFactory);
        CustomResourceSnapshot? previous;
        CustomResourceSnapshot updated;
        lock (_guardsStates)
        {
            previous = _states.GetValueOrDefault(resourceId)?.Snapshot;
            var changed = stateFactory(previous ?? SnapshotFacts.CreateInitial(resource));
            // Who hands back what they were given has no news, and watchers that publish in turn must not go in circles.
            if (ReferenceEquals(changed, previous))
                return Task.CompletedTask;
            updated = SnapshotFacts.Complete(resource, changed, _services);
            var resourceEvent = new ResourceEvent(resource, resourceId, updated);
            _states[resourceId] = resourceEvent;
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(resourceEvent);
        }
        if (previous?.State?.Text != updated.State?.Text && updated.State is { Text.Length: > 0 } state && !updated.IsHidden)
            _logger.LogDebug("Resource {Resource}/{ResourceId} changed state: {PreviousState} -> {State}", resource.Name, resourceId, previous?.State?.Text, state.Text);
        return Task.CompletedTask;
    }

    /// <summary>The last snapshot of each instance, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_guardsStates)
        {
            foreach (var state in _states.Values)
                channel.Writer.TryWrite(state);
            _watchers = _watchers.Add(channel);
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            await foreach (var resourceEvent in channel.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
                yield return resourceEvent;
        }
        finally
        {
            lock (_guardsStates)
                _watchers = _watchers.Remove(channel);
        }
    }

    /// <summary>The last snapshot by instance id, or by name when only one instance has it.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_guardsStates)
        {
            if (_states.TryGetValue(resourceId, out resourceEvent))
                return true;
            var named = _states.Values.Where(state => string.Equals(state.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
            resourceEvent = named.Length == 1 ? named[0] : null;
            return resourceEvent is not null;
        }
    }

    /// <summary>Waits until an instance has that state; Running unless another is named.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until an instance has one of the states and returns which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targetStates);
        var states = targetStates.ToArray();
        var reached = await WaitForResourceAsync(resourceName, e => states.Contains(e.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        ArgumentNullException.ThrowIfNull(predicate);
        return _waits.UntilAsync(resourceName, predicate, cancellationToken);
    }

    /// <summary>Waits until the resource is healthy and the handlers of its ready event are done.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _waits.DefaultBehavior, cancellationToken);

    /// <exception cref="DistributedApplicationException">The resource is unknown or has failed, and the behaviour is to stop then.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return _waits.UntilHealthyAsync(resourceName, waitBehavior, cancellationToken);
    }

    /// <summary>Waits for all that the resource is to wait for.</summary>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return _waits.ForDependenciesAsync(resource, resource.GetInstanceIds(), cancellationToken);
    }

    /// <summary>The same for one instance; the state of the others stays as it is.</summary>
    internal Task WaitForDependenciesAsync(IResource resource, string instanceId, CancellationToken cancellationToken) =>
        _waits.ForDependenciesAsync(resource, [instanceId], cancellationToken);

    public void Dispose()
    {
        _stopRegistration.Dispose();
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    internal IReadOnlyList<ResourceEvent> GetInstances(IResource resource)
    {
        lock (_guardsStates)
            return [.. _states.Values.Where(state => ReferenceEquals(state.Resource, resource))];
    }

    internal string DescribeKnownIds()
    {
        lock (_guardsStates)
            return string.Join(", ", _states.Values.Where(s => !s.Snapshot.IsHidden).Select(s => $"'{s.ResourceId}'").Order(StringComparer.Ordinal));
    }

    /// <summary>Name, state and health of what matches, for messages about waits that came to nothing.</summary>
    internal string DescribeState(string resourceName)
    {
        lock (_guardsStates)
        {
            var found = _states.Values.Where(s => string.Equals(s.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)
                || string.Equals(s.ResourceId, resourceName, StringComparison.OrdinalIgnoreCase)).ToArray();
            return found.Length == 0
                ? $"Resource '{resourceName}' is not known. Known: {string.Join(", ", _states.Values.Select(s => s.Resource.Name).Distinct().Order(StringComparer.Ordinal))}."
                : string.Join(" ", found.Select(SnapshotFacts.Describe));
        }
    }
}
