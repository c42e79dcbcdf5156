using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>Healthy when an endpoint answers a GET with the expected status code.</summary>
internal sealed class HttpHealthCheck(IHttpClientFactory clients, EndpointReference endpoint, string path, int expectedStatusCode) : IHealthCheck
{
    /// <summary>The client accepts any certificate: it only ever talks to resources of this application on this machine.</summary>
    public const string ClientName = "Aspire.Hosting.HealthChecks";

    [SuppressMessage("Security", "CA5359", Justification = "Only resources of this application on this machine are asked.")]
    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!endpoint.IsAllocated)
            return HealthCheckResult.Unhealthy($"The endpoint '{endpoint.EndpointName}' has no address yet.");
        var uri = new Uri(new Uri(endpoint.Url), path);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.GetAsync(uri, deadline.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            if (status == expectedStatusCode)
                return HealthCheckResult.Healthy();
            var body = await response.Content.ReadAsStringAsync(deadline.Token).ConfigureAwait(false);
            return HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture,
                $"{uri} answered {status}, expected {expectedStatusCode}.{(body.Length is > 0 and < 500 ? $" {body}" : "")}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{uri} did not answer within {Timeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException exception)
        {
            return HealthCheckResult.Unhealthy($"{uri} does not answer: {exception.Message}", exception);
        }
    }
}
