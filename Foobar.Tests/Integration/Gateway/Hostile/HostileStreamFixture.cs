using System.Net;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>One gateway that speaks HTTP/2, in front of one strict destination.</summary>
public sealed class HostileStreamFixture : IAsyncLifetime
{
    internal RawDestination Destination { get; } = new();

    internal GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await GatewayUnderTest.StartAsync([Destination.Address], [.. HostileFixture.Settings, ("Kestrel:EndpointDefaults:Protocols", "Http2")]);
        Gateway.Client.DefaultRequestVersion = HttpVersion.Version20;
        Gateway.Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Destination.DisposeAsync();
    }
}
