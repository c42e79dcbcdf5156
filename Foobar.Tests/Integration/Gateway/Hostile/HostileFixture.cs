namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>One gateway in front of one strict destination, for all hostile requests.</summary>
public sealed class HostileFixture : IAsyncLifetime
{
    internal RawDestination Destination { get; } = new();

    internal GatewayUnderTest Gateway { get; private set; } = null!;

    /// <summary>The transforms that the gateway has, and no rates.</summary>
    internal static (string Key, string Value)[] Settings { get; } =
    [
        ("ReverseProxy:Routes:site:Transforms:0:RequestHeaderOriginalHost", "true"),
        ("ReverseProxy:Routes:site:Transforms:1:X-Forwarded", "Set"),
        ("RateLimits:Address:PerMinute", "0"),
        ("RateLimits:Account:PerMinute", "0"),
    ];

    public async ValueTask InitializeAsync() => Gateway = await GatewayUnderTest.StartAsync([Destination.Address], Settings);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Destination.DisposeAsync();
    }
}
