using System.Net;
using System.Net.Sockets;
using Foobar.Gateway.Discovery;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Foobar.Tests.Unit.Gateway;

public sealed class NameDestinationResolverTests : IDisposable
{
    private static readonly Dictionary<string, DestinationConfig> Configured = new()
    {
        ["web-1"] = new DestinationConfig { Address = "http://web-1" },
        ["web-2"] = new DestinationConfig { Address = "http://web-2" },
    };

    private readonly FakeTimeProvider _time = new();
    private readonly NameDestinationResolver _resolver;
    private Func<string[]> _answer = () => [];

    public NameDestinationResolverTests() => _resolver = new NameDestinationResolver(
        new DiscoveryOptions { Address = "http://web:8080" },
        (host, _) =>
        {
            Assert.Equal("web", host);
            return Task.FromResult(_answer().Select(IPAddress.Parse).ToArray());
        },
        _time, NullLogger<NameDestinationResolver>.Instance);

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public async Task Every_address_of_the_name_is_a_destination_in_place_of_the_configured_ones()
    {
        _answer = () => ["10.0.0.2", "10.0.0.1", "fd00::1"];

        Assert.Equal(
            [("web-10.0.0.1", "http://10.0.0.1:8080/"), ("web-10.0.0.2", "http://10.0.0.2:8080/"), ("web-fd00::1", "http://[fd00::1]:8080/")],
            Describe(await ResolveAsync()));
    }

    [Fact]
    public async Task A_name_without_addresses_has_no_destinations_and_is_looked_up_again()
    {
        _answer = () => throw new SocketException((int)SocketError.HostNotFound);
        var nothing = await ResolveAsync();
        await _resolver.StartAsync(TestContext.Current.CancellationToken);

        _answer = () => ["10.0.0.1"];
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(nothing.Destinations);
        await WhenChangedAsync(nothing);
        Assert.Equal([("web-10.0.0.1", "http://10.0.0.1:8080/")], Describe(await ResolveAsync()));
    }

    [Fact]
    public async Task Addresses_that_come_and_go_are_told_and_others_are_not()
    {
        var looks = 0;
        _answer = () => ["10.0.0.1", "10.0.0.2"];
        var first = await ResolveAsync();
        await _resolver.StartAsync(TestContext.Current.CancellationToken);

        // The same in another order is no change, and nor is a look that fails.
        _answer = () => looks++ == 0 ? ["10.0.0.2", "10.0.0.1"] : throw new SocketException((int)SocketError.TryAgain);
        for (var seconds = 1; seconds <= 3; seconds++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Support.Eventually.GetAsync<string>(_ => Task.FromResult((looks >= seconds ? "" : null, $"{looks} looks")), TimeSpan.FromSeconds(30));
        }
        Assert.False(first.ChangeToken!.HasChanged);
        Assert.Equal(2, (await ResolveAsync()).Destinations.Count);

        _answer = () => ["10.0.0.2", "10.0.0.3"];
        _time.Advance(TimeSpan.FromSeconds(1));
        await WhenChangedAsync(first);
        Assert.Equal(["web-10.0.0.2", "web-10.0.0.3"], Describe(await ResolveAsync()).Select(destination => destination.Name));
    }

    [Theory]
    [InlineData("web", "00:00:01", "Discovery:Address is 'web'")]
    [InlineData("ftp://web", "00:00:01", "Discovery:Address is 'ftp://web'")]
    [InlineData("http://web:8080", "00:00:00", "Discovery:Every is 00:00:00")]
    public void Settings_that_cannot_work_are_named(string address, string every, string failure) => Assert.StartsWith(
        failure, Assert.Single(new DiscoveryOptionsValidator().Validate(null, new DiscoveryOptions { Address = address, Every = TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture) }).Failures!), StringComparison.Ordinal);

    [Fact]
    public void Without_an_address_the_settings_are_valid() => Assert.True(new DiscoveryOptionsValidator().Validate(null, new DiscoveryOptions()).Succeeded);

    private static (string Name, string Address)[] Describe(ResolvedDestinationCollection resolved) => [.. resolved.Destinations.Select(entry => (entry.Key, entry.Value.Address)).Order()];

    private static async Task WhenChangedAsync(ResolvedDestinationCollection resolved)
    {
        var changed = new TaskCompletionSource();
        using var registration = resolved.ChangeToken!.RegisterChangeCallback(_ => changed.TrySetResult(), state: null);
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private ValueTask<ResolvedDestinationCollection> ResolveAsync() => _resolver.ResolveDestinationsAsync(Configured, TestContext.Current.CancellationToken);
}
