using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What tests ask of a running application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client whose base address is the endpoint's; without a name the https endpoint, then the http one.</summary>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var address = app.GetEndpoint(resourceName, endpointName);
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        return client;
    }

    public static ValueTask<string?> GetConnectionStringAsync(this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' has no connection string.", nameof(resourceName));

    /// <summary>The address of an endpoint; without a name the https endpoint, then the http one.</summary>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        app.GetEndpointForNetwork(resourceName, networkIdentifier: null, endpointName);

    public static Uri GetEndpointForNetwork(this DistributedApplication app, string resourceName, NetworkIdentifier? networkIdentifier, string? endpointName = null)
    {
        // All resources of the local runtime are on one network.
        _ = networkIdentifier;
        if (Find(app, resourceName) is not IResourceWithEndpoints resource)
            throw new ArgumentException($"Resource '{resourceName}' has no endpoints.", nameof(resourceName));
        var endpoints = resource.GetEndpoints().ToArray();
        var endpoint = endpointName is not null
            ? endpoints.FirstOrDefault(candidate => string.Equals(candidate.EndpointName, endpointName, StringComparison.OrdinalIgnoreCase))
            : endpoints.FirstOrDefault(candidate => candidate.IsHttps) ?? endpoints.FirstOrDefault(candidate => candidate.IsHttp);
        return endpoint is null
            ? throw new ArgumentException($"Endpoint '{endpointName ?? "https or http"}' for resource '{resourceName}' not found. It has: {string.Join(", ", endpoints.Select(e => e.EndpointName))}.", nameof(endpointName))
            : new Uri(endpoint.Url);
    }

    private static IResource Find(DistributedApplication app, string resourceName)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        if (!app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
            throw new InvalidOperationException("The application has not been started. Call StartAsync first.");
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        return model.Resources.FirstOrDefault(resource => string.Equals(resource.Name, resourceName, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Resource '{resourceName}' not found. Known: {string.Join(", ", model.Resources.Select(resource => resource.Name))}.", nameof(resourceName));
    }
}
