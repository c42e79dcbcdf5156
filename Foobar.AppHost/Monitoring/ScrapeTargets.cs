using System.Globalization;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.Hosting;

namespace Foobar.AppHost.Monitoring;

/// <summary>Tells Prometheus where each process of the services has its figures; a process that is started again has other ports.</summary>
internal sealed class ScrapeTargets(ResourceNotificationService notifications, MonitoringFolder folder) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (FindJob(change.Resource.Name) is { } job && FindPort(job, change.Snapshot) is { } port)
                folder.Set(job, change.Resource.GetReplicaCount() > 1 ? change.ResourceId : change.Resource.Name, port);
        }
    }

    private static string? FindJob(string resource) => resource switch
    {
        FoobarNames.Resources.Gateway => "gateway",
        FoobarNames.Resources.Web1 or FoobarNames.Resources.Web2 => "web",
        FoobarNames.Resources.Database => "database",
        _ => null,
    };

    /// <summary>The port of the process itself: an endpoint of a resource with replicas leads to one and then to another.</summary>
    private static int? FindPort(string job, CustomResourceSnapshot snapshot)
    {
        var value = snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == (job == "gateway" ? "Admin__Port" : "ASPNETCORE_URLS"))?.Value;
        if (value is null || job != "gateway")
            return value?.Split(';').Select(url => new Uri(url)).FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttp)?.Port;
        return int.Parse(value, CultureInfo.InvariantCulture);
    }
}
