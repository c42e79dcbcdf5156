using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Fills in what follows from the model: type, relationships, commands, health reports, icon.</summary>
internal static class SnapshotFacts
{
    public static CustomResourceSnapshot CreateInitial(IResource resource)
    {
        var given = resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot;
        var snapshot = given ?? new CustomResourceSnapshot { ResourceType = GetTypeName(resource), Properties = [] };
        return snapshot with { CreationTimeStamp = snapshot.CreationTimeStamp ?? TimeProvider.System.GetUtcNow().UtcDateTime };
    }

    public static CustomResourceSnapshot Complete(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var icon = resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault();
        var completed = snapshot with
        {
            IsHidden = snapshot.IsHidden || IsHidden(resource, snapshot),
            IconName = snapshot.IconName ?? icon?.IconName,
            IconVariant = snapshot.IconVariant ?? icon?.IconVariant,
            Relationships = GetRelationships(resource),
            HealthReports = GetHealthReports(resource, snapshot),
            ReadyHandlers = KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) ? null : snapshot.ReadyHandlers,
        };
        return completed with { Commands = GetCommands(resource, completed, services) };
    }

    public static string Describe(ResourceEvent state)
    {
        var reports = state.Snapshot.HealthReports
            .Where(report => report.Status is not HealthStatus.Healthy)
            .Select(report => $"{report.Name}: {report.Description ?? report.ExceptionText?.Split('\n')[0] ?? "not run yet"}")
            .ToArray();
        var waitingFor = state.Snapshot.Properties.FirstOrDefault(property => property.Name == KnownProperties.ResourceWaitingFor)?.Value;
        return $"Resource '{state.ResourceId}' is in state '{state.Snapshot.State?.Text ?? "unknown"}'"
            + (state.Snapshot.ExitCode is { } exitCode ? $" with exit code {exitCode}" : "")
            + (waitingFor is null ? "" : $", waiting for {waitingFor}")
            + (state.Snapshot.HealthStatus is { } health ? $", health {health}" : "")
            + (reports.Length == 0 ? "." : $" ({string.Join("; ", reports)}).");
    }

    /// <summary>The keys of a resource's health checks; a child without checks of its own has those of its nearest ancestor with any.</summary>
    public static string[] GetHealthCheckKeys(IResource resource) =>
        resource.GetAncestors().Prepend(resource)
            .Select(r => r.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).Distinct(StringComparer.Ordinal).ToArray())
            .FirstOrDefault(keys => keys.Length > 0) ?? [];

    private static string GetTypeName(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ContainerResource => "Container",
        ExecutableResource => "Executable",
        ParameterResource => "Parameter",
        _ => resource.GetType().Name is var name && name.EndsWith("Resource", StringComparison.Ordinal) ? name[..^"Resource".Length] : resource.GetType().Name,
    };

    private static bool IsHidden(IResource resource, CustomResourceSnapshot snapshot) =>
        resource.Annotations.OfType<HiddenAnnotation>().LastOrDefault() is { } hidden
        && (hidden.Behavior == HiddenBehavior.Always
            || (snapshot.ExitCode is { } exitCode && hidden.SuccessfulExitCodes.Contains(exitCode)));

    private static ImmutableArray<RelationshipSnapshot> GetRelationships(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type));
        if (resource is IResourceWithParent withParent)
            relationships = relationships.Append(new RelationshipSnapshot(withParent.Parent.Name, KnownRelationshipTypes.Parent));
        return [.. relationships.Distinct()];
    }

    /// <summary>Checks that have not run yet show up without a result, so that the resource does not count as healthy too early.</summary>
    private static ImmutableArray<HealthReportSnapshot> GetHealthReports(IResource resource, CustomResourceSnapshot snapshot) =>
        snapshot.HealthReports.IsEmpty
            ? [.. GetHealthCheckKeys(resource).Select(key => new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null))]
            : snapshot.HealthReports;

    private static ImmutableArray<ResourceCommandSnapshot> GetCommands(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, Services = services };
        return
        [
            .. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => new ResourceCommandSnapshot(
                command.Name, command.UpdateState(context), command.DisplayName, command.DisplayDescription, Parameter: null,
                command.ConfirmationMessage, command.IconName, command.IconVariant, command.IsHighlighted)
            {
                Arguments = command.Arguments,
                Visibility = command.Visibility,
            }),
        ];
    }
}
