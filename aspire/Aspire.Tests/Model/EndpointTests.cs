using System.Net.Sockets;

namespace Aspire.Tests.Model;

public sealed class EndpointTests
{
    [Theory]
    [InlineData(null, "tcp", "tcp", false)]
    [InlineData("http", "http", "http", false)]
    [InlineData("https", "https", "http", true)]
    [InlineData("redis", "redis", "tcp", false)]
    public void Name_transport_and_tls_follow_from_the_scheme(string? scheme, string name, string transport, bool tls)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, scheme);
        Assert.Equal((name, transport, tls), (endpoint.Name, endpoint.Transport, endpoint.TlsEnabled));
        Assert.Equal(("localhost", false, true, null), (endpoint.TargetHost, endpoint.IsExternal, endpoint.IsProxied, endpoint.IsExplicitlyProxied));
    }

    [Theory]
    [InlineData(null, 5000, null, 5000, null)]
    [InlineData(null, null, 6000, null, 6000)]
    [InlineData(null, 5000, 6000, 5000, 6000)]
    [InlineData(false, 5000, null, 5000, 5000)]
    [InlineData(false, null, 6000, 6000, 6000)]
    [InlineData(false, null, null, null, null)]
    public void Without_a_proxy_public_and_target_port_stand_for_each_other(bool? proxied, int? port, int? targetPort, int? expectedPort, int? expectedTarget)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, port: port, targetPort: targetPort, isProxied: proxied);
        Assert.Equal((expectedPort, expectedTarget), (endpoint.Port, endpoint.TargetPort));
    }

    [Fact]
    public async Task An_endpoint_of_the_same_name_is_updated_where_a_value_is_given()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web")
            .WithHttpEndpoint(port: 5000, targetPort: 6000)
            .WithHttpEndpoint(port: 5001)
            .WithEndpoint(name: "HTTP", isExternal: true, isProxied: false);
        var endpoint = Assert.Single(web.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", "http", 5001, 6000), (endpoint.Name, endpoint.UriScheme, endpoint.Port, endpoint.TargetPort));
        Assert.True(endpoint.IsExternal);
        Assert.False(endpoint.IsProxied);
    }

    [Fact]
    public async Task A_callback_changes_an_endpoint_and_creates_it_unless_told_not_to()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web")
            .WithEndpoint("admin", endpoint => endpoint.Port = 5000)
            .WithEndpoint("admin", endpoint => endpoint.UriScheme = "http")
            .WithEndpoint("absent", endpoint => endpoint.Port = 1, createIfNotExists: false);
        var endpoint = Assert.Single(web.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("admin", "http", 5000), (endpoint.Name, endpoint.UriScheme, endpoint.Port));
    }

    [Fact]
    public async Task External_and_http2_apply_to_the_http_endpoints_that_exist_then()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web").WithHttpEndpoint().WithEndpoint(name: "raw").WithExternalHttpEndpoints().AsHttp2Service().WithHttpsEndpoint();
        var endpoints = web.Resource.Annotations.OfType<EndpointAnnotation>().ToDictionary(endpoint => endpoint.Name);
        Assert.Equal((true, false, false), (endpoints["http"].IsExternal, endpoints["raw"].IsExternal, endpoints["https"].IsExternal));
        Assert.Equal(("http2", "tcp", "http"), (endpoints["http"].Transport, endpoints["raw"].Transport, endpoints["https"].Transport));
    }

    [Fact]
    public void An_address_is_given_once()
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, "http");
        Assert.Null(endpoint.AllocatedEndpoint);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5000);
        Assert.Equal("http://localhost:5000", endpoint.AllocatedEndpoint.UriString);
        Assert.Equal("localhost:5000", endpoint.AllocatedEndpoint.EndPointString);
        Assert.Throws<InvalidOperationException>(() => endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5001));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void An_address_has_a_real_port(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AllocatedEndpoint(new EndpointAnnotation(ProtocolType.Tcp), "localhost", port));
}
