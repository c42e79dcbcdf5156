using System.Net;
using Foobar.Gateway.Protection.Rates;

namespace Foobar.Tests.Unit.Gateway.Protection;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::1", "0.0.0.0", false)]
    [InlineData("0.0.0.1", "::1:0:0:0:0", false)]
    public void Addresses_of_one_customer_are_one(string one, string other, bool expected) =>
        Assert.Equal(expected, ClientNetwork.Of(IPAddress.Parse(one)) == ClientNetwork.Of(IPAddress.Parse(other)));

    [Fact]
    public void An_unknown_address_is_one_as_well() => Assert.Equal(ClientNetwork.Of(null), ClientNetwork.Of(null));
}
