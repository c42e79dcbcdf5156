using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Foobar.Database.Cluster;

/// <summary>Healthy while the group has a writable primary and the schema is current.</summary>
internal sealed class ClusterHealthCheck(ClusterStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var current = status.Current;
        return Task.FromResult(current.IsReady ? HealthCheckResult.Healthy(current.Description) : HealthCheckResult.Unhealthy(current.Description));
    }
}
