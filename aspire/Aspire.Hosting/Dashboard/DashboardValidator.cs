using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Refuses wrong settings of the dashboard before anything starts, and settles where telemetry goes, since every resource is told of it.</summary>
internal sealed class DashboardValidator(DashboardSettings settings, DashboardPorts ports, IConfiguration configuration) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        settings.Validate();
        foreach (var (name, url) in settings.OtlpUrls)
            configuration[name] = DashboardProcessFactory.GetAuthority(ports.ChooseOtlp(url));
        return Task.CompletedTask;
    }
}
