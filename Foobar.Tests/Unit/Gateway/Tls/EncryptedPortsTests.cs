using Foobar.Gateway.Tls;
using Microsoft.Extensions.Configuration;

namespace Foobar.Tests.Unit.Gateway.Tls;

public sealed class EncryptedPortsTests
{
    [Theory]
    [InlineData("urls", "http://+:80;https://www.foobar.com", new[] { 443 })]
    [InlineData("urls", " https://127.0.0.1:8443 ; https://[::1]:8444/ ", new[] { 8443, 8444 })]
    [InlineData("urls", "http://127.0.0.1:8443;https://127.0.0.2:8443", new int[0])] // which of the two it is cannot be told by the port
    [InlineData("urls", "", new int[0])]
    [InlineData("https_ports", "8443;9443", new[] { 8443, 9443 })]
    [InlineData("http_ports", "8080", new int[0])]
    [InlineData("Kestrel:Endpoints:Site:Url", "https://*:8443", new[] { 8443 })]
    [InlineData("Kestrel:Endpoints:Site:Protocols", "Http1", new int[0])]
    public void The_servers_addresses_say_which_ports_are_for_https(string key, string value, int[] expected) =>
        Assert.Equal(expected, EncryptedPorts.Read(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build()).Order());

    [Fact]
    public void What_is_no_address_is_told() =>
        Assert.Contains("here", Assert.Throws<FormatException>(() => EncryptedPorts.Read(new ConfigurationBuilder().AddInMemoryCollection([new("urls", "here")]).Build())).Message, StringComparison.Ordinal);
}
