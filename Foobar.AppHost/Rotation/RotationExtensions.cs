using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.Rotation;

/// <summary>Shows at the webs how they stand with the gateways.</summary>
internal static class RotationExtensions
{
    /// <summary>Says beside the state of each web when a gateway does not send it requests, and why: it drains, it is down, an operator took it out.</summary>
    public static IResourceBuilder<ProjectResource> WithStandingOf(this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ParameterResource> adminKey, params IResourceBuilder<ProjectResource>[] webs)
    {
        if (gateway.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            ProjectResource[] resources = [.. webs.Select(web => web.Resource)];
            gateway.ApplicationBuilder.Services.AddHostedService(services => new RotationWatch(
                gateway.Resource, adminKey.Resource, resources, services.GetRequiredService<ResourceNotificationService>(), TimeProvider.System, services.GetRequiredService<ILogger<RotationWatch>>()));
        }
        return gateway;
    }
}
