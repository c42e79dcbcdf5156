using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace Aspire.Hosting.Dashboard;

/// <summary>Refuses wrong settings of the dashboard before anything starts.</summary>
internal sealed class DashboardValidator(DashboardSettings settings) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        settings.Validate();
        return Task.CompletedTask;
    }
}
