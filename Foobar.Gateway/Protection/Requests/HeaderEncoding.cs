using System.Text;
using Yarp.ReverseProxy.Configuration;

namespace Foobar.Gateway.Protection.Requests;

/// <summary>Sends headers to the webs in UTF-8, as they are read.</summary>
/// <remarks>The proxy knows ASCII only, unless it is told: any other letter, such as in a cookie, would look like a web that fails, and be held against it.</remarks>
internal sealed class HeaderEncoding : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        var client = cluster.HttpClient ?? new HttpClientConfig();
        return new(client.RequestHeaderEncoding is null ? cluster with { HttpClient = client with { RequestHeaderEncoding = Encoding.UTF8.WebName } } : cluster);
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);
}
