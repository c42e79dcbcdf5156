using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Local;

/// <summary>The commands that every process has: start, stop, restart.</summary>
internal static class ResourceCommands
{
    public static void AddTo(IResource resource)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", "Start resource", "Play", highlighted: true,
            state => IsStopped(state) ? ResourceCommandState.Enabled
                : state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
            static (orchestrator, id) => orchestrator.StartInstanceAsync(id));
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop resource", "Stop", highlighted: true,
            state => IsStopped(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Hidden
                : state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled : ResourceCommandState.Enabled,
            static (orchestrator, id) => orchestrator.StopInstanceAsync(id));
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "Stop and start resource", "ArrowCounterclockwise", highlighted: false,
            state => state is null || IsStopped(state) || state == KnownResourceStates.Stopping || state == KnownResourceStates.Starting || state == KnownResourceStates.Waiting
                ? ResourceCommandState.Disabled : ResourceCommandState.Enabled,
            static (orchestrator, id) => orchestrator.RestartInstanceAsync(id));
    }

    private static bool IsStopped(string? state) => state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);

    private static void Add(IResource resource, string name, string displayName, string description, string icon, bool highlighted,
        Func<string?, ResourceCommandState> getState, Func<LocalOrchestrator, string, Task<ExecuteCommandResult>> execute)
    {
        // A model may have put a command of its own in this place.
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == name))
            return;
        resource.Annotations.Add(new ResourceCommandAnnotation(name, displayName,
            context => getState(context.ResourceSnapshot.State?.Text),
            context => execute(context.Services.GetRequiredService<LocalOrchestrator>(), context.ResourceName))
        {
            DisplayDescription = description,
            IconName = icon,
            IconVariant = IconVariant.Filled,
            IsHighlighted = highlighted,
        });
    }
}
