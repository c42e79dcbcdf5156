using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs commands of resources. Failures are results, never exceptions.</summary>
public class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
    {
        _notifications = notifications;
        _loggers = loggers;
        _services = services;
    }

    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resourceId, commandName, new InteractionInputCollection([]), cancellationToken);

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, InteractionInputCollection arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(commandName);
        return _notifications.TryGetCurrentState(resourceId, out var current)
            ? await ExecuteAsync(current.Resource, current.ResourceId, commandName, arguments, cancellationToken).ConfigureAwait(false)
            : CommandResults.Failure($"Resource '{resourceId}' not found. Known: {_notifications.DescribeKnownIds()}.");
    }

    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource, commandName, new InteractionInputCollection([]), cancellationToken);

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, InteractionInputCollection arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(commandName);
        var ids = resource.GetInstanceIds();
        var results = await Task.WhenAll(ids.Select(id => ExecuteAsync(resource, id, commandName, arguments, cancellationToken))).ConfigureAwait(false);
        return Merge(ids, results);
    }

    private static ExecuteCommandResult Merge(IReadOnlyList<string> ids, ExecuteCommandResult[] results)
    {
        if (results.Length == 1)
            return results[0];
        var failed = results.Index().Where(r => !r.Item.Success).ToArray();
        if (failed.Length == 0)
            return CommandResults.Success();
        return failed.All(r => r.Item.Canceled)
            ? CommandResults.Canceled()
            : CommandResults.Failure(string.Join("; ", failed.Select(r => $"{ids[r.Index]}: {r.Item.Message ?? "failed"}")));
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string resourceId, string commandName, InteractionInputCollection arguments,
        CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resourceId);
        var name = KnownResourceCommands.Resolve(commandName);
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(c => c.Name == name);
        if (command is null)
        {
            var known = resource.Annotations.OfType<ResourceCommandAnnotation>().Select(c => $"'{c.Name}'").Distinct().ToArray();
            return CommandResults.Failure(
                $"Command '{commandName}' not available for resource '{resourceId}'. {(known.Length == 0 ? "It has no commands." : $"Known: {string.Join(", ", known)}.")}");
        }

        try
        {
            logger.LogInformation("Executing command '{CommandName}'.", name);
            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                ResourceName = resourceId,
                Services = _services,
                CancellationToken = cancellationToken,
                Logger = logger,
                Arguments = arguments,
            }).ConfigureAwait(false);
            if (result.Success)
                logger.LogInformation("Successfully executed command '{CommandName}'.", name);
            else if (!result.Canceled)
                logger.LogInformation("Failure executing command '{CommandName}'. Error message: {Message}", name, result.Message);
            return result;
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Error executing command '{CommandName}'.", name);
            return CommandResults.Failure(exception);
        }
    }
}
