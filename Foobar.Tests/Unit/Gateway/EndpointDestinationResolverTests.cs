using Foobar.Gateway.Discovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;

namespace Foobar.Tests.Unit.Gateway;

public sealed class EndpointDestinationResolverTests
{
    [Fact]
    public async Task Names_become_the_addresses_that_the_model_gives()
    {
        var resolved = await ResolveAsync(
            new() { ["services:web-1:http:0"] = "http://localhost:5001", ["services:web-2:http:0"] = "http://localhost:5002" },
            new() { ["web-1"] = "http://web-1", ["web-2"] = "http://web-2" });

        Assert.Equal([("web-1", "http://localhost:5001/"), ("web-2", "http://localhost:5002/")], resolved);
    }

    [Fact]
    public async Task Several_endpoints_of_one_service_are_destinations_with_numbers()
    {
        var resolved = await ResolveAsync(
            new() { ["services:web:http:0"] = "http://10.0.0.1:80", ["services:web:http:1"] = "http://10.0.0.2:80" },
            new() { ["web"] = "http://web" });

        Assert.Equal([("web-1", "http://10.0.0.1/"), ("web-2", "http://10.0.0.2/")], resolved);
    }

    [Fact]
    public async Task An_address_that_discovery_does_not_know_is_used_as_it_is()
    {
        var resolved = await ResolveAsync([], new() { ["web"] = "http://web.example.org:8080/base" });

        Assert.Equal([("web", "http://web.example.org:8080/base")], resolved);
    }

    private static async Task<(string, string)[]> ResolveAsync(Dictionary<string, string?> services, Dictionary<string, string> destinations)
    {
        var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(services).Build())
            .AddLogging()
            .AddServiceDiscovery()
            .BuildServiceProvider();
        await using var disposing = provider.ConfigureAwait(false);
        var resolver = new EndpointDestinationResolver(provider.GetRequiredService<ServiceEndpointResolver>());

        var resolved = await resolver.ResolveDestinationsAsync(
            destinations.ToDictionary(entry => entry.Key, entry => new DestinationConfig { Address = entry.Value }), TestContext.Current.CancellationToken);

        return [.. resolved.Destinations.Select(entry => (entry.Key, entry.Value.Address)).Order()];
    }
}
