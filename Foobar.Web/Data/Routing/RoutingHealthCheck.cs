using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Foobar.Web.Data.Routing;

/// <summary>Ready while some member can be read; degraded, but still ready, while there is no primary.</summary>
internal sealed class RoutingHealthCheck(ClusterState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var snapshot = state.Current;
        var canRead = snapshot.Members.Any(member => member.Role is MemberRole.Replica or MemberRole.Lagging or MemberRole.Isolated);
        var result = !snapshot.Primaries.IsEmpty ? HealthCheckResult.Healthy(snapshot.ToString())
            : canRead ? HealthCheckResult.Degraded($"No primary: {snapshot}")
            : HealthCheckResult.Unhealthy($"No member can be read: {snapshot}");
        return Task.FromResult(result);
    }
}
