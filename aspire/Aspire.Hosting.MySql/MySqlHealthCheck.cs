using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Aspire.Hosting.MySql;

/// <summary>Healthy while the server answers a query.</summary>
internal sealed class MySqlHealthCheck(Func<CancellationToken, ValueTask<string?>> getConnectionString) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var builder = new MySqlConnectionStringBuilder(await getConnectionString(cancellationToken).ConfigureAwait(false) ?? "")
            {
                // A pool would hide that the server was restarted, and keep connections to one that is long gone.
                Pooling = false,
                ConnectionTimeout = 5,
                DefaultCommandTimeout = 5,
            };
            await using var connection = new MySqlConnection(builder.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var command = new MySqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
