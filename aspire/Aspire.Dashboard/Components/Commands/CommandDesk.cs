using Aspire.Dashboard.Client;
using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Components.Commands;

/// <summary>Runs commands for one page: asks first where the command wants that, and says how it ended.</summary>
internal sealed class CommandDesk(ResourceServiceClient client, Notices notices)
{
    private readonly HashSet<(string ResourceId, string Command)> _running = [];

    /// <summary>Raised when there is a new question or none any more.</summary>
    public event Action? Changed;

    /// <summary>The command that waits for an answer of the user.</summary>
    public CommandQuestion? Question { get; private set; }

    public bool IsRunning(ResourceView resource, CommandView command) => _running.Contains((resource.Id, command.Name));

    /// <summary>Runs the command, or asks for confirmation and arguments first.</summary>
    public Task AskAsync(ResourceView resource, CommandView command)
    {
        if (command.ConfirmationMessage is null && command.Arguments.Count == 0)
            return RunAsync(resource, command, new Dictionary<string, string?>());
        Question = new CommandQuestion(resource, command);
        Changed?.Invoke();
        return Task.CompletedTask;
    }

    /// <summary>Runs the command that was asked about with these arguments.</summary>
    public Task ConfirmAsync(IReadOnlyDictionary<string, string?> arguments)
    {
        if (Question is not { } question)
            return Task.CompletedTask;
        Cancel();
        return RunAsync(question.Resource, question.Command, arguments);
    }

    public void Cancel()
    {
        Question = null;
        Changed?.Invoke();
    }

    private async Task RunAsync(ResourceView resource, CommandView command, IReadOnlyDictionary<string, string?> arguments)
    {
        if (!_running.Add((resource.Id, command.Name)))
            return;
        var title = $"{command.DisplayName} {(resource.Replicas > 1 ? resource.Id : resource.Name)}";
        var progress = notices.Add(new Notice(NoticeKind.Progress, title));
        try
        {
            // A command goes on when the page is closed: half of a restart would be worse than either state.
            var response = await client.RunCommandAsync(new CommandRequest(resource.Id, command.Name, arguments), CancellationToken.None);
            notices.Replace(progress, CreateNotice(title, response));
        }
        finally
        {
            _running.Remove((resource.Id, command.Name));
        }
    }

    private static Notice CreateNotice(string title, CommandResponse response) => response switch
    {
        { Success: true } => new Notice(NoticeKind.Success, title, response.Message) { Result = response.Result, ShowResult = response.DisplayImmediately },
        { Canceled: true } => new Notice(NoticeKind.Info, $"{title}: canceled", response.Message),
        _ => new Notice(NoticeKind.Error, $"{title} failed", response.Message) { Result = response.Result, ShowResult = response.DisplayImmediately },
    };
}
