using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>Takes one instance through its life: waiting, starting, running, ended.</summary>
internal sealed class InstanceRunner(
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService resourceLogs,
    ProcessSpecFactory specs,
    ProcessGuardian guardian,
    IServiceProvider services,
    TimeProvider time,
    ILogger<InstanceRunner> logger)
{
    /// <summary>Which instance the start that the current flow belongs to is of.</summary>
    private readonly AsyncLocal<ResourceInstance?> _current = new();

    /// <summary>How long a process has to end by itself before it is killed.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Cancels the wait of an instance that waits for others, so that it starts at once.</summary>
    public static bool EndWait(ResourceInstance instance)
    {
        var waiting = instance.Waiting;
        waiting?.Cancel();
        return waiting is not null;
    }

    /// <summary>Cancels a start that has not come to a process yet.</summary>
    public static void GiveUpStart(ResourceInstance instance) => instance.Starting?.Cancel();

    /// <summary>The handler of the event before a start. A cancelled wait is a start without waiting.</summary>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (_current.Value is not { } instance || !ReferenceEquals(instance.Resource, resource))
        {
            await notifications.WaitForDependenciesAsync(resource, cancellationToken).ConfigureAwait(false);
            return;
        }
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        instance.Waiting = waiting;
        try
        {
            await notifications.WaitForDependenciesAsync(resource, instance.Id, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            resourceLogs.GetLogger(instance.Id).LogInformation("Starting without waiting any longer.");
        }
        finally
        {
            instance.Waiting = null;
        }
    }

    /// <summary>Runs the instance to its end. <paramref name="started"/> is set when it runs, or has failed to start.</summary>
    public async Task RunAsync(ResourceInstance instance, Func<CancellationToken, Task> allocate, TaskCompletionSource started, CancellationTokenSource starting)
    {
        using var givenUp = starting;
        LocalRun? run = null;
        try
        {
            try
            {
                await allocate(starting.Token).ConfigureAwait(false);
                run = await StartAsync(instance, starting.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (starting.IsCancellationRequested)
            {
                instance.IsEnding = true;
                await PublishAsync(instance, snapshot => snapshot.WithProperty(KnownProperties.ResourceWaitingFor, value: null) with { State = KnownResourceStates.NotStarted }).ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                instance.IsEnding = true;
                await FailAsync(instance, exception).ConfigureAwait(false);
                return;
            }
            finally
            {
                instance.Starting = null;
                started.TrySetResult();
            }
            // A stop that came while the process was being created did not find it.
            if (starting.IsCancellationRequested)
                await instance.Process!.StopAsync(Grace, CancellationToken.None).ConfigureAwait(false);
            await RunToEndAsync(instance, run).ConfigureAwait(false);
        }
        finally
        {
            instance.Process = null;
            UpdateProxies(instance);
            if (run?.Cleanup is { } cleanup)
                await cleanup.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Stops the process, if there is one, and returns when it has ended and its end was published.</summary>
    public async Task StopAsync(ResourceInstance instance)
    {
        instance.IsStopping = true;
        if (instance.Process is { } process)
        {
            // One that has just ended by itself has said so already.
            await PublishAsync(instance, snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) ? snapshot
                : snapshot with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
            await process.StopAsync(Grace, CancellationToken.None).ConfigureAwait(false);
        }
        await instance.Run.ConfigureAwait(false);
    }

    private async Task FailAsync(ResourceInstance instance, Exception exception)
    {
        logger.LogError("Resource '{Resource}' failed to start: {Reason}", instance.Resource.Name, exception.Message);
        resourceLogs.GetLogger(instance.Id).LogError("Failed to start: {Reason}", exception.Message);
        logger.LogDebug(exception, "Details of the failure of '{Resource}'.", instance.Resource.Name);
        await PublishAsync(instance, snapshot => snapshot.WithProperty(KnownProperties.ResourceWaitingFor, value: null) with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StopTimeStamp = Now,
        }).ConfigureAwait(false);
        await RaiseStoppedAsync(instance).ConfigureAwait(false);
    }

    /// <exception cref="DistributedApplicationException">Another process has the port; the message names it where that can be found out.</exception>
    public static void RefuseTakenPort(IResource resource, EndpointAnnotation endpoint, int port)
    {
        if (LocalPorts.IsFree(endpoint.TargetHost, port))
            return;
        var holder = LocalPorts.DescribeHolder(port) ?? "another process";
        throw new DistributedApplicationException(
            $"Port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is in use by {holder}. End that process or give the endpoint another port.");
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<LocalRun> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        _current.Value = instance;
        var resource = instance.Resource;
        await PublishAsync(instance, snapshot => snapshot with
        {
            State = KnownResourceStates.Starting,
            StartTimeStamp = null,
            StopTimeStamp = null,
            ExitCode = null,
            HealthReports = [],
            ReadyHandlers = null,
        }).ConfigureAwait(false);
        await RaiseConnectionStringAvailableAsync(resource, cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken).ConfigureAwait(false);

        await PublishAsync(instance, snapshot => snapshot with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
        foreach (var endpoint in resource.GetTcpEndpoints())
            RefuseTakenPort(resource, endpoint, GetListeningPort(instance, endpoint));
        var log = resourceLogs.GetLog(instance.Id);
        var prepared = await specs.PrepareAsync(instance, log.Logger, cancellationToken).ConfigureAwait(false);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var process = StartProcess(instance, prepared.Run, prepared.Run.Process);
            UpdateProxies(instance);
            await PublishAsync(instance, snapshot => ProcessSnapshots.Running(snapshot, prepared, process)).ConfigureAwait(false);
            return prepared.Run;
        }
        catch
        {
            if (prepared.Run.Cleanup is { } cleanup)
                await cleanup.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the end of the process, and of those that the run continues with.</summary>
    private async Task RunToEndAsync(ResourceInstance instance, LocalRun run)
    {
        var exitCode = await instance.Process!.Exited.ConfigureAwait(false);
        try
        {
            while (!instance.IsStopping && run.Continue(exitCode) is { } next)
            {
                resourceLogs.GetLogger(instance.Id).LogInformation("Process ended with exit code {ExitCode} and is started again.", exitCode);
                var process = StartProcess(instance, run, next);
                // A stop that came in between asked only the process that had ended.
                if (instance.IsStopping)
                    await process.StopAsync(Grace, CancellationToken.None).ConfigureAwait(false);
                else
                    await PublishAsync(instance, snapshot => ProcessSnapshots.Continued(snapshot, process)).ConfigureAwait(false);
                exitCode = await process.Exited.ConfigureAwait(false);
            }
        }
        catch (DistributedApplicationException exception)
        {
            instance.IsEnding = true;
            await FailAsync(instance, exception).ConfigureAwait(false);
            return;
        }
        instance.IsEnding = true;
        await EndAsync(instance, exitCode).ConfigureAwait(false);
    }

    private LocalProcess StartProcess(ResourceInstance instance, LocalRun run, LocalProcessSpec spec)
    {
        var log = resourceLogs.GetLog(instance.Id);
        return instance.Process = LocalProcess.Start(spec, guardian, (line, isError) =>
        {
            log.Write(line, isError);
            run.OnOutput?.Invoke(line);
        });
    }

    private static int GetListeningPort(ResourceInstance instance, EndpointAnnotation endpoint)
    {
        var allocated = endpoint.AllocatedEndpoint!;
        return int.TryParse(allocated.TargetPortExpression, out var port) ? port : instance.TargetPorts[allocated.TargetPortExpression!];
    }

    private async Task EndAsync(ResourceInstance instance, int exitCode)
    {
        var resource = instance.Resource;
        var name = resource is ContainerResource ? KnownResourceStates.Exited : KnownResourceStates.Finished;
        resourceLogs.GetLogger(instance.Id).LogInformation("Process ended with exit code {ExitCode}.", exitCode);
        logger.LogInformation("Resource '{Resource}' has ended with exit code {ExitCode}.", instance.Id, exitCode);
        await PublishAsync(instance, snapshot => snapshot.WithProperty(KnownProperties.ExecutablePid, value: null) with
        {
            State = exitCode == 0 ? name : new ResourceStateSnapshot(name, KnownResourceStateStyles.Error),
            ExitCode = exitCode,
            StopTimeStamp = Now,
            Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = true })],
        }).ConfigureAwait(false);
        await RaiseStoppedAsync(instance).ConfigureAwait(false);
    }

    /// <summary>Tells the proxies of a replicated resource which ports answer now.</summary>
    private static void UpdateProxies(ResourceInstance instance)
    {
        foreach (var (proxy, port) in instance.ProxiedPorts)
        {
            if (instance.Process is null)
                proxy.RemoveTarget(port);
            else
                proxy.AddTarget(port);
        }
    }

    private async Task RaiseConnectionStringAvailableAsync(IResource resource, CancellationToken cancellationToken)
    {
        var affected = model.Resources.OfType<IResourceWithParent>().Where(child => ReferenceEquals(child.Parent, resource)).Prepend<IResource>(resource);
        foreach (var withConnectionString in affected.OfType<IResourceWithConnectionString>())
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(withConnectionString, services), cancellationToken).ConfigureAwait(false);
    }

    private async Task RaiseStoppedAsync(ResourceInstance instance)
    {
        if (!notifications.TryGetCurrentState(instance.Id, out var state))
            return;
        foreach (var resource in model.Resources.OfType<IResourceWithParent>().Where(child => ReferenceEquals(child.Parent, instance.Resource)).Prepend<IResource>(instance.Resource))
        {
            await eventing.PublishAsync(new ResourceStoppedEvent(resource, services, state), EventDispatchBehavior.NonBlockingSequential, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task PublishAsync(ResourceInstance instance, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.PublishUpdateAsync(instance.Resource, instance.Id, change);
}
