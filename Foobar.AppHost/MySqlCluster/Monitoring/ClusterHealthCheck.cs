using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Foobar.AppHost.MySqlCluster.Monitoring;

/// <summary>Healthy while the cluster has a writable primary and a majority; the report names the primary and the role of each member.</summary>
internal sealed class ClusterHealthCheck(ClusterMonitor monitor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var view = monitor.View;
        return Task.FromResult(view.Primary is { } primary
            ? HealthCheckResult.Healthy($"The primary is {primary.Name}. {view}")
            : HealthCheckResult.Unhealthy($"No writable primary. {view}"));
    }
}
