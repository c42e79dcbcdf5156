using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>A command of the cluster or of a member: when it can run, what it asks first and what it does.</summary>
internal sealed partial record ClusterCommand(string Name, string DisplayName, string IconName)
{
    public required string Description { get; init; }

    /// <summary>The question before a command that hurts.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Why the command cannot run on a resource in this state, as the rest of a sentence that begins with its name; null when it can.</summary>
    public required Func<CustomResourceSnapshot, string?> Refuse { get; init; }

    /// <summary>Does it, and returns what was done as a sentence.</summary>
    public required Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Run { get; init; }

    /// <summary>Held while a command runs that others of the same cluster must not meet.</summary>
    public SemaphoreSlim? Turn { get; init; }

    public IResourceBuilder<T> AddTo<T>(IResourceBuilder<T> builder) where T : IResource => builder.WithCommand(Name, DisplayName, context => ExecuteAsync(builder.Resource, context), new CommandOptions
    {
        Description = Description,
        IconName = IconName,
        ConfirmationMessage = Confirmation,
        UpdateState = context => Refuse(context.ResourceSnapshot) is null ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
    });

    /// <summary>Checks once more, since not everybody who runs commands looks at their state first.</summary>
    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        if (notifications.TryGetCurrentState(context.ResourceName, out var current) && Refuse(current.Snapshot) is { } reason)
            return CommandResults.Failure($"{resource.Name} {reason}.");
        if (Turn?.Wait(0, CancellationToken.None) == false)
            return CommandResults.Failure("Another command moves the primary or restarts members just now. Try again when it has ended.");
        try
        {
            return await Run(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException or TimeoutException)
        {
            return CommandResults.Failure(exception.Message);
        }
        catch (OperationCanceledException)
        {
            LogCanceled(context.Logger, DisplayName);
            return CommandResults.Canceled();
        }
        finally
        {
            Turn?.Release();
        }
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Warning, Message = "'{Command}' was cancelled.")]
    private static partial void LogCanceled(ILogger logger, string command);
}
