using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>Starts the resources of the model as processes of this machine, and stops them.</summary>
internal sealed class LocalOrchestrator(
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService resourceLogs,
    EndpointAllocator allocator,
    InstanceRunner runner,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<LocalOrchestrator> logger) : IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ResourceInstance> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _allocating = new(1);
    private readonly List<(IResource Resource, EndpointAnnotation Endpoint, TcpEndpointProxy Proxy)> _proxies = [];
    private readonly HashSet<IResource> _announced = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _background = [];

    /// <summary>Ends the application with exit code 1 when every process has failed to start, since there is nothing to wait for then.</summary>
    public bool StopWhenNothingRuns { get; set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Handlers that the model subscribed while it was built come first, so that they run before the waits.
        eventing.Subscribe<BeforeResourceStartedEvent>((started, token) => runner.WaitForDependenciesAsync(started.Resource, token));
        foreach (var resource in model.Resources.Where(IsProcess))
            ResourceInstances.AssignIds(resource);
        foreach (var resource in model.Resources)
            await PublishInitialAsync(resource).ConfigureAwait(false);
        foreach (var resource in model.Resources)
        {
            await eventing.PublishAsync(new InitializeResourceEvent(resource, eventing, resourceLogs, notifications, services),
                EventDispatchBehavior.NonBlockingConcurrent, cancellationToken).ConfigureAwait(false);
        }
        await AllocateAllAsync(cancellationToken).ConfigureAwait(false);
        _background.Add(Task.Run(() => FollowParentsAsync(_stopping.Token), CancellationToken.None));
        _background.Add(Task.Run(() => StartAllAsync(_stopping.Token), CancellationToken.None));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var instance in _instances.Values)
            InstanceRunner.GiveUpStart(instance);
        // What waits for others is stopped before them, so that nothing loses what it needs while it ends.
        var remaining = _instances.Values.GroupBy(instance => instance.Resource).ToDictionary(group => group.Key, group => group.ToArray());
        while (remaining.Count > 0)
        {
            var needed = remaining.Keys.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>().SelectMany(WithMembers).Except([resource])).ToHashSet();
            var wave = remaining.Where(entry => !needed.Contains(entry.Key)).ToArray();
            if (wave.Length == 0)
                wave = [.. remaining];
            await Task.WhenAll(wave.SelectMany(entry => entry.Value).Select(instance => runner.StopAsync(instance))).ConfigureAwait(false);
            foreach (var entry in wave)
                remaining.Remove(entry.Key);
        }
        foreach (var (_, _, proxy) in _proxies)
            await proxy.DisposeAsync().ConfigureAwait(false);
        _proxies.Clear();
        await Task.WhenAll(_background).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _allocating.Dispose();
    }

    /// <summary>Starts an instance now; one that waits for others stops waiting.</summary>
    public async Task<ExecuteCommandResult> StartInstanceAsync(string instanceId)
    {
        var instance = Find(instanceId);
        if (InstanceRunner.EndWait(instance))
            return CommandResults.Success($"'{instanceId}' no longer waits.");
        if (instance.IsEnding)
            await instance.Run.ConfigureAwait(false);
        return await StartAsync(instance).ConfigureAwait(false)
            ? Describe(instance)
            : CommandResults.Failure($"'{instanceId}' is running or starting already.");
    }

    public async Task<ExecuteCommandResult> StopInstanceAsync(string instanceId)
    {
        var instance = Find(instanceId);
        InstanceRunner.GiveUpStart(instance);
        await runner.StopAsync(instance).ConfigureAwait(false);
        return CommandResults.Success();
    }

    public async Task<ExecuteCommandResult> RestartInstanceAsync(string instanceId)
    {
        var instance = Find(instanceId);
        InstanceRunner.GiveUpStart(instance);
        await runner.StopAsync(instance).ConfigureAwait(false);
        await StartAsync(instance).ConfigureAwait(false);
        return Describe(instance);
    }

    private static bool IsProcess(IResource resource) => resource is ProjectResource or ExecutableResource or ContainerResource;

    /// <summary>A wait for a parent means its children too: a cluster is stopped with its members.</summary>
    private IEnumerable<IResource> WithMembers(WaitAnnotation wait) =>
        model.Resources.Where(resource => resource.GetAncestors().Contains(wait.Resource)).Prepend(wait.Resource);

    private ResourceInstance Find(string instanceId) => _instances.TryGetValue(instanceId, out var instance)
        ? instance
        : throw new InvalidOperationException($"'{instanceId}' is no instance of a process.");

    private ExecuteCommandResult Describe(ResourceInstance instance)
    {
        var state = notifications.TryGetCurrentState(instance.Id, out var current) ? current : null;
        return state?.Snapshot.State?.Text == KnownResourceStates.FailedToStart
            ? CommandResults.Failure($"'{instance.Id}' failed to start; its console log says why.")
            : CommandResults.Success();
    }

    /// <summary>Starts an instance and returns when it runs or has failed; false if it runs or is being started already.</summary>
    private async Task<bool> StartAsync(ResourceInstance instance)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!instance.TryBegin(starting => runner.RunAsync(instance, token => AllocateAsync(instance.Resource, token), started, starting), _stopping.Token))
            return false;
        await started.Task.ConfigureAwait(false);
        return true;
    }

    private async Task PublishInitialAsync(IResource resource)
    {
        switch (resource)
        {
            case ParameterResource parameter:
                await PublishParameterAsync(parameter).ConfigureAwait(false);
                break;
            case var process when IsProcess(process):
                ResourceCommands.AddTo(process);
                await notifications.PublishUpdateAsync(process, snapshot => ProcessSnapshots.Describe(process, snapshot) with
                {
                    State = process.HasAnnotationOfType<ExplicitStartupAnnotation>() ? KnownResourceStates.NotStarted : KnownResourceStates.Starting,
                }).ConfigureAwait(false);
                break;
            default:
                await notifications.PublishUpdateAsync(resource, snapshot => snapshot).ConfigureAwait(false);
                break;
        }
    }

    private async Task PublishParameterAsync(ParameterResource parameter)
    {
        try
        {
            var value = parameter.GetValue();
            await notifications.PublishUpdateAsync(parameter, snapshot => snapshot.WithProperty(KnownProperties.ParameterValue, value, parameter.Secret) with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
            }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var missing = exception is MissingParameterValueException;
            logger.LogError("{Message}", exception.Message);
            resourceLogs.GetLogger(parameter).LogError("{Message}", exception.Message);
            await notifications.PublishUpdateAsync(parameter, snapshot => snapshot.WithProperty(KnownProperties.ParameterValue, exception.Message) with
            {
                State = missing
                    ? new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn)
                    : new ResourceStateSnapshot("Error initializing parameter", KnownResourceStateStyles.Error),
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Gives all endpoints their ports before anything starts, since variables refer to one another's.</summary>
    private async Task AllocateAllAsync(CancellationToken cancellationToken)
    {
        var processes = model.Resources.Where(IsProcess).ToArray();
        foreach (var resource in processes)
        {
            foreach (var id in resource.GetInstanceIds())
                _instances[id] = new ResourceInstance(resource, id);
        }
        var allocated = new List<IResource>();
        foreach (var resource in processes)
        {
            try
            {
                await ListenAsync(resource).ConfigureAwait(false);
                allocated.Add(resource);
            }
            catch (Exception exception)
            {
                logger.LogDebug(exception, "'{Resource}' cannot have its ports; its start tries again and tells why.", resource.Name);
            }
        }
        foreach (var resource in allocated)
            await AnnounceAsync(resource, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes up for ports that could not be had before: whoever held them may be gone when somebody starts the resource.</summary>
    private async Task AllocateAsync(IResource resource, CancellationToken cancellationToken)
    {
        await _allocating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ListenAsync(resource).ConfigureAwait(false);
            await AnnounceAsync(resource, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _allocating.Release();
        }
    }

    /// <summary>Gives the endpoints of a resource their addresses and listens where they need a proxy; what is done already stays.</summary>
    private async Task ListenAsync(IResource resource)
    {
        foreach (var endpoint in allocator.Allocate(resource))
            _proxies.Add((resource, endpoint, CreateProxy(resource, endpoint)));
        foreach (var (_, endpoint, proxy) in _proxies.Where(entry => ReferenceEquals(entry.Resource, resource) && !entry.Proxy.IsListening))
        {
            InstanceRunner.RefuseTakenPort(resource, endpoint, endpoint.AllocatedEndpoint!.Port);
            await proxy.StartAsync().ConfigureAwait(false);
        }
    }

    private async Task AnnounceAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!_announced.Add(resource))
            return;
        await ProcessSnapshots.PublishUrlsAsync(resource, services, cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
    }

    private TcpEndpointProxy CreateProxy(IResource resource, EndpointAnnotation endpoint)
    {
        var allocated = endpoint.AllocatedEndpoint!;
        var proxy = new TcpEndpointProxy(endpoint.TargetHost, allocated.Port, logger);
        var replicated = resource.GetReplicaCount() > 1;
        foreach (var instance in _instances.Values.Where(instance => ReferenceEquals(instance.Resource, resource)))
        {
            var port = replicated ? LocalPorts.Allocate() : endpoint.TargetPort!.Value;
            if (replicated)
                instance.TargetPorts[allocated.TargetPortExpression!] = port;
            instance.ProxiedPorts.Add((proxy, port));
        }
        return proxy;
    }

    private async Task StartAllAsync(CancellationToken stopping)
    {
        try
        {
            await Task.WhenAll(_instances.Values.Select(async instance =>
            {
                if (!instance.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
                    await StartAsync(instance).ConfigureAwait(false);
            }).Concat(model.Resources.OfType<ConnectionStringResource>().Select(resource => StartConnectionStringAsync(resource, stopping)))).ConfigureAwait(false);
            await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), stopping).ConfigureAwait(false);
            StopIfNothingRuns();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops before all was started.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Not every resource could be started.");
        }
    }

    private void StopIfNothingRuns()
    {
        var started = _instances.Values.Where(instance => !instance.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>()).ToArray();
        if (!StopWhenNothingRuns || started.Length == 0 || !started.All(instance =>
            notifications.TryGetCurrentState(instance.Id, out var state) && state.Snapshot.State?.Text == KnownResourceStates.FailedToStart))
        {
            return;
        }
        logger.LogCritical("No resource could be started. The reasons stand above.");
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private async Task StartConnectionStringAsync(ConnectionStringResource resource, CancellationToken stopping)
    {
        try
        {
            await notifications.WaitForDependenciesAsync(resource, stopping).ConfigureAwait(false);
            var value = await resource.ConnectionStringExpression.GetValueAsync(stopping).ConfigureAwait(false);
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), stopping).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot.WithProperty(CustomResourceKnownProperties.ConnectionString, value, isSensitive: true) with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            resourceLogs.GetLogger(resource).LogError("{Message}", exception.Message);
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Children that are no process, such as the database of a server, have the state of their parent.</summary>
    private async Task FollowParentsAsync(CancellationToken stopping)
    {
        var children = model.Resources.OfType<IResourceWithParent>().Where(child => !IsProcess(child)).ToLookup(child => child.Parent);
        if (children.Count == 0)
            return;
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping).ConfigureAwait(false))
            {
                foreach (var child in children[change.Resource])
                {
                    await notifications.PublishUpdateAsync(child, snapshot => snapshot with
                    {
                        State = change.Snapshot.State,
                        StartTimeStamp = change.Snapshot.StartTimeStamp,
                        StopTimeStamp = change.Snapshot.StopTimeStamp,
                        // The child's own ready handlers and checks begin anew when its parent does.
                        ReadyHandlers = change.Snapshot.StartTimeStamp == snapshot.StartTimeStamp ? snapshot.ReadyHandlers : null,
                    }).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }
}
