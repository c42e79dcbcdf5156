using Foobar.ServiceDefaults;

namespace Foobar.AppHost.Monitoring;

/// <summary>Prometheus and Alertmanager beside the site, for those who start them; in a deployment they are always there, with Grafana.</summary>
internal static class MonitoringExtensions
{
    /// <summary>Lets the services have figures for Prometheus, and adds those that watch them.</summary>
    public static void AddMonitoring(this IDistributedApplicationBuilder builder, params IResourceBuilder<ProjectResource>[] services)
    {
        foreach (var service in services)
            service.WithEnvironment(FoobarNames.Configuration.Prometheus.Replace(":", "__", StringComparison.Ordinal), "true");

        // Somebody who writes rules of their own tries them here.
        var settings = Path.GetFullPath(builder.Configuration["Monitoring:Settings"] ?? Path.Combine("..", "deploy", "monitoring"), builder.AppHostDirectory);
        if (builder.ExecutionContext.IsRunMode)
            builder.AddLocalMonitoring(settings);
        else
            builder.AddPublishedMonitoring(settings);
    }
}
