using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Aspire.MySqlConnector;

/// <summary>Healthy while the server answers a ping on a pooled connection.</summary>
internal sealed class DataSourceHealthCheck(Func<MySqlDataSource> getDataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await getDataSource().OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return await connection.PingAsync(cancellationToken).ConfigureAwait(false)
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, "The server does not answer a ping.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
