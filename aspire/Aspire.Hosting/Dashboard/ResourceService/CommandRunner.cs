using Aspire.Dashboard.Protocol;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Runs the commands that the dashboard asks for.</summary>
internal sealed class CommandRunner(ResourceCommandService commands, ResourceNotificationService notifications)
{
    public async Task<CommandResponse> RunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        if (!notifications.TryGetCurrentState(request.ResourceId, out var current))
            return new CommandResponse(Success: false, Canceled: false, $"Resource '{request.ResourceId}' not found.");
        var command = current.Snapshot.Commands.LastOrDefault(candidate => candidate.Name == request.CommandName);
        // The page may be older than the state of the resource, so the service looks again.
        if (command is null || command.State != ResourceCommandState.Enabled || !command.Visibility.HasFlag(ResourceCommandVisibility.UI))
            return new CommandResponse(Success: false, Canceled: false, $"Command '{request.CommandName}' cannot be run on '{request.ResourceId}' now.");
        var missing = command.Arguments.FirstOrDefault(argument => argument.Required && string.IsNullOrEmpty(request.Arguments.GetValueOrDefault(argument.Name)));
        if (missing is not null)
            return new CommandResponse(Success: false, Canceled: false, $"'{missing.Label ?? missing.Name}' needs a value.");

        var inputs = command.Arguments.Select(argument => Fill(argument, request.Arguments.GetValueOrDefault(argument.Name))).ToArray();
        var result = await commands.ExecuteCommandAsync(current.ResourceId, command.Name, new InteractionInputCollection(inputs), cancellationToken).ConfigureAwait(false);
        return new CommandResponse(result.Success, result.Canceled, result.Message)
        {
            Result = result.Data?.Value,
            ResultFormat = result.Data?.Format.ToString(),
            DisplayImmediately = result.Data?.DisplayImmediately ?? false,
        };
    }

    private static InteractionInput Fill(InteractionInput argument, string? value) => new()
    {
        Name = argument.Name,
        Label = argument.Label,
        Description = argument.Description,
        InputType = argument.InputType,
        Required = argument.Required,
        Options = argument.Options,
        Placeholder = argument.Placeholder,
        MaxLength = argument.MaxLength,
        Value = value,
    };
}
