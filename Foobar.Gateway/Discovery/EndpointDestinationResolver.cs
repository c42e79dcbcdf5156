using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Foobar.Gateway.Discovery;

/// <summary>Finds destinations by service discovery: an address such as <c>http://web-1</c> becomes the addresses that the service has now.</summary>
internal sealed class EndpointDestinationResolver(ServiceEndpointResolver endpoints) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var address = new Uri(destination.Address);
            var source = await endpoints.GetEndpointsAsync(address.GetLeftPart(UriPartial.Authority), cancellationToken);
            changes.Add(source.ChangeToken);
            for (var i = 0; i < source.Endpoints.Count; i++)
            {
                // The usual case is one endpoint a service, and then metrics and logs have the plain name.
                var key = source.Endpoints.Count == 1 ? name : $"{name}-{i + 1}";
                resolved[key] = destination with { Address = ToAddress(address, source.Endpoints[i].ToString()!), Host = destination.Host };
            }
        }
        return new ResolvedDestinationCollection(resolved, new CompositeChangeToken(changes));
    }

    /// <summary>An endpoint is a uri, or a host with a port that is reached with the scheme asked for.</summary>
    private static string ToAddress(Uri asked, string endpoint)
    {
        var found = endpoint.Contains("://", StringComparison.Ordinal) ? new Uri(endpoint) : new Uri($"{asked.Scheme}://{endpoint}");
        return new Uri(found, asked.PathAndQuery).ToString();
    }
}
