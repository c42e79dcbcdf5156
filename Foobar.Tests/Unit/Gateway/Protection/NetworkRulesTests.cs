using System.Net;
using Foobar.Gateway.Protection.Networks;

namespace Foobar.Tests.Unit.Gateway.Protection;

public sealed class NetworkRulesTests
{
    [Theory]
    [InlineData("", "", "203.0.113.7", true)]
    [InlineData("", "", null, true)]
    [InlineData("", "203.0.113.0/24", "203.0.113.7", false)]
    [InlineData("", "203.0.113.0/24", "203.0.114.7", true)]
    [InlineData("", "203.0.113.0/24", "::ffff:203.0.113.7", false)]
    [InlineData("", "203.0.113.0/24", null, false)]
    [InlineData("", "2001:db8::/32", "2001:db8:1::1", false)]
    [InlineData("", "2001:db8::/32", "2001:db9::1", true)]
    [InlineData("", "0.0.0.0/0", "2001:db8::1", true)]
    [InlineData("10.0.0.0/8", "", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "", "11.1.2.3", false)]
    [InlineData("10.0.0.0/8", "", "::1", false)]
    [InlineData("10.0.0.0/8", "", null, false)]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", false)]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", "10.2.2.3", true)]
    [InlineData("10.1.2.3/32", "10.0.0.0/8", "10.1.2.3", false)]
    public void What_is_denied_is_denied_and_what_is_not_allowed_as_well(string allowed, string denied, string? address, bool expected) =>
        Assert.Equal(expected, NetworkRules.Of(new NetworkOptions { Allowed = Split(allowed), Denied = Split(denied) }).Admits(address is null ? null : IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("office")]
    [InlineData("")]
    public void What_is_no_network_is_refused_by_its_key(string network)
    {
        var result = new NetworkOptionsValidator().Validate(null, new NetworkOptions { Allowed = ["10.0.0.0/8"], Denied = ["::/0", network] });

        Assert.StartsWith($"Networks:Denied:1 is '{network}'", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    private static string[] Split(string networks) => networks.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
