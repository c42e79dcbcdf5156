using Foobar.Gateway.Configuration;
using Foobar.Gateway.Health;
using Yarp.ReverseProxy.Health;

namespace Foobar.Gateway.Balancing;

/// <summary>Registers what spreads requests over the destinations.</summary>
internal static class BalancingServices
{
    /// <summary>Adds balancing and health to the proxy.</summary>
    public static IReverseProxyBuilder AddBalancing(this IReverseProxyBuilder proxy, IConfiguration configuration)
    {
        var services = proxy.Services;
        services.AddLiveOptions<BalancingOptions, BalancingOptionsValidator>(configuration.GetSection(BalancingOptions.Section));
        services.AddLiveOptions<HealthOptions, HealthOptionsValidator>(configuration.GetSection(HealthOptions.Section));
        services.AddSingleton<BalancingPolicies>();
        services.AddSingleton<BalancingTelemetry>();
        services.AddSingleton<DestinationRegistry>();
        services.AddSingleton<Changes>();
        services.AddSingleton<IActiveHealthCheckPolicy, RiseAndFall>();
        services.AddSingleton<IProbingRequestFactory, ProbeRequests>();
        return proxy;
    }
}
