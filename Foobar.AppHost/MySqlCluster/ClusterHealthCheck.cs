using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Foobar.AppHost.MySqlCluster;

/// <summary>Healthy while the cluster has a writable primary and a majority.</summary>
internal sealed class ClusterHealthCheck(MySqlClusterResource cluster) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var views = await Task.WhenAll(cluster.Members.Select(member => MemberView.ReadAsync(member, cancellationToken))).ConfigureAwait(false);
        var description = string.Join("; ", cluster.Members.Zip(views, (member, view) => $"{member.Name}: {(view.Role == MemberView.Offline ? view.State : view.Role)}"));
        return views.Any(view => view.IsWritable) ? HealthCheckResult.Healthy(description) : HealthCheckResult.Unhealthy($"No writable primary. {description}");
    }
}
