using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Foobar.Web.Data.Routing;

/// <summary>Ready while some member can be read; degraded, but still ready, while there is no primary.</summary>
internal sealed class RoutingHealthCheck(ClusterState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var snapshot = state.Current;
        var result = MemberChoice.ForWrite(snapshot).Count > 0 ? HealthCheckResult.Healthy(snapshot.ToString())
            : MemberChoice.ForRead(snapshot, ReadLevel.Eventual, turn: 0).Count > 0 ? HealthCheckResult.Degraded($"No primary: {snapshot}")
            : HealthCheckResult.Unhealthy($"No member can be read: {snapshot}");
        return Task.FromResult(result);
    }
}
