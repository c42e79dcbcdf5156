using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Local;

/// <summary>What snapshots say of processes.</summary>
internal static class ProcessSnapshots
{
    /// <summary>Adds what is known of a process before it runs.</summary>
    public static CustomResourceSnapshot Describe(IResource resource, CustomResourceSnapshot snapshot)
    {
        switch (resource)
        {
            case ProjectResource project:
                var path = project.GetProjectMetadata().ProjectPath;
                snapshot = snapshot.WithProperty(KnownProperties.ProjectPath, path).WithProperty(CustomResourceKnownProperties.Source, Path.GetFileName(path));
                break;
            case ContainerResource when resource.TryGetContainerImageName(out var image):
                snapshot = snapshot.WithProperty(KnownProperties.ContainerImage, image).WithProperty(CustomResourceKnownProperties.Source, image);
                break;
            case ExecutableResource executable:
                snapshot = snapshot.WithProperty(CustomResourceKnownProperties.Source, Path.GetFileName(executable.Command));
                break;
        }
        var mounts = resource.TryGetContainerMounts(out var annotations) ? annotations : [];
        return snapshot with
        {
            Volumes = [.. mounts.Select(mount => new VolumeSnapshot(mount.Source, mount.Target, mount.Type.ToString().ToLowerInvariant(), mount.IsReadOnly))],
        };
    }

    public static CustomResourceSnapshot Running(CustomResourceSnapshot snapshot, PreparedRun prepared, LocalProcess process)
    {
        var spec = prepared.Run.Process;
        return snapshot
            .WithProperty(KnownProperties.ExecutablePath, spec.FileName)
            .WithProperty(KnownProperties.ExecutableWorkDir, spec.WorkingDirectory)
            .WithProperty(KnownProperties.ExecutableArgs, spec.Arguments.ToImmutableArray())
            .WithProperty(KnownProperties.ExecutablePid, process.Id)
            .WithProperty(KnownProperties.ResourceWaitingFor, value: null) with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                StartTimeStamp = process.StartedAt,
                EnvironmentVariables =
                [
                    .. spec.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal)
                        .Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, prepared.ModelVariables.ContainsKey(variable.Key))),
                ],
                Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = false })],
            };
    }

    /// <summary>The same run with its next process.</summary>
    public static CustomResourceSnapshot Continued(CustomResourceSnapshot snapshot, LocalProcess process) =>
        snapshot.WithProperty(KnownProperties.ExecutablePid, process.Id) with { StartTimeStamp = process.StartedAt };

    /// <summary>Publishes the links of a resource: its endpoints, as the model's callbacks change them.</summary>
    public static async Task PublishUrlsAsync(IResource resource, IServiceProvider services, CancellationToken cancellationToken)
    {
        var urls = resource is IResourceWithEndpoints withEndpoints
            ? withEndpoints.GetEndpoints().Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }).ToList()
            : [];
        var context = new ResourceUrlsCallbackContext(services.GetRequiredService<DistributedApplicationExecutionContext>(), resource, urls, cancellationToken)
        {
            Logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(resource),
        };
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
            await callback.Callback(context).ConfigureAwait(false);
        await services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(resource, snapshot => snapshot with
        {
            Urls =
            [
                .. urls.Index().Select(entry => new UrlSnapshot(entry.Item.Endpoint?.EndpointName, entry.Item.Url, IsInternal: entry.Item.DisplayLocation == UrlDisplayLocation.DetailsOnly)
                {
                    DisplayProperties = new UrlDisplayPropertiesSnapshot(entry.Item.DisplayText ?? "", entry.Index),
                    IsInactive = true,
                }),
            ],
        }).ConfigureAwait(false);
    }
}
