using System.Globalization;
using Foobar.ServiceDefaults;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Health;

/// <summary>Makes the requests of the health checks: each says who asks, so that a destination that stops can wait until everybody knows.</summary>
internal sealed class ProbeRequests : IProbingRequestFactory
{
    private static readonly string Prober = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}");

    public HttpRequestMessage CreateRequest(ClusterModel cluster, DestinationModel destination)
    {
        var address = new Uri(string.IsNullOrEmpty(destination.Config.Health) ? destination.Config.Address : destination.Config.Health);
        return new HttpRequestMessage(HttpMethod.Get, new Uri(address, cluster.Config.HealthCheck?.Active?.Path ?? FoobarNames.Health.Ready))
        {
            Headers = { { FoobarNames.Headers.Prober, Prober } },
            Version = cluster.Config.HttpRequest?.Version ?? System.Net.HttpVersion.Version11,
            VersionPolicy = cluster.Config.HttpRequest?.VersionPolicy ?? HttpVersionPolicy.RequestVersionOrLower,
        };
    }
}
