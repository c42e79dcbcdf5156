using Dapper;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Web.Data.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Foobar.Web.Data;

/// <summary>Not ready until the schema is as new as this web needs it, so that a web which is deployed together with its migrations waits for them.</summary>
internal sealed class SchemaHealthCheck(SiteDatabase database, ClusterState state) : IHealthCheck
{
    /// <summary>The migration of Foobar.Database that this web needs: the newest one.</summary>
    public const string Version = "6";

    private const string Sql = "SELECT EXISTS (SELECT 1 FROM schema_changes WHERE version = @Version AND success)";

    // The schema does not go back, so the first good answer is the last one that is asked for.
    private volatile bool _isCurrent;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_isCurrent)
            return HealthCheckResult.Healthy();
        // Without a member to read from, a read would wait for one until its deadline.
        if (!state.Current.Members.Any(member => member.Role is MemberRole.Primary or MemberRole.Replica or MemberRole.Lagging or MemberRole.Isolated))
            return HealthCheckResult.Unhealthy("No member can tell how new the schema is.");
        using var untraced = Untraced.Begin();
        try
        {
            _isCurrent = await database.ReadAsync(ReadLevel.Eventual, (connection, _) => connection.ExecuteScalarAsync<bool>(Sql, new { Version }), cancellationToken);
            return _isCurrent ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The schema does not have migration {Version} yet.");
        }
        catch (Exception exception) when (exception is MySqlException or MemberUnavailableException)
        {
            return HealthCheckResult.Unhealthy($"How new the schema is cannot be read: {exception.Message}");
        }
    }
}
