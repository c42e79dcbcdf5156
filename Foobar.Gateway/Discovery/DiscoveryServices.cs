using System.Net;
using Foobar.Gateway.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Foobar.Gateway.Discovery;

/// <summary>Registers how the webs are found.</summary>
internal static class DiscoveryServices
{
    /// <summary>Finds them by their names in the configuration, or, with <c>Discovery:Address</c>, by all addresses of one name.</summary>
    public static void AddDiscovery(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(DiscoveryOptions.Section);
        builder.Services.AddFixedOptions<DiscoveryOptions, DiscoveryOptionsValidator>(section);
        if (section[nameof(DiscoveryOptions.Address)] is not { Length: > 0 })
        {
            builder.Services.AddSingleton<IDestinationResolver, EndpointDestinationResolver>();
            return;
        }
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AddressLookup>(_ => Dns.GetHostAddressesAsync);
        builder.Services.AddSingleton<NameDestinationResolver>();
        builder.Services.AddSingleton<IDestinationResolver>(provider => provider.GetRequiredService<NameDestinationResolver>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<NameDestinationResolver>());
    }
}
