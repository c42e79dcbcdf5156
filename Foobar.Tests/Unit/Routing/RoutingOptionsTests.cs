using Foobar.Web.Data.Routing;
using Microsoft.Extensions.Configuration;

namespace Foobar.Tests.Unit.Routing;

public sealed class RoutingOptionsTests
{
    [Fact]
    public void Members_are_read_in_order_without_blanks() =>
        Assert.Equal(["a", "b"], new RoutingOptions { Members = " a , ,b" }.MemberNames);

    [Theory]
    [InlineData("", "MySql:Members is missing")]
    [InlineData("a,A", "names a member twice")]
    [InlineData("a,b", "ConnectionStrings:b is missing")]
    public void Members_that_cannot_work_are_refused_by_name(string members, string expected) =>
        Assert.Contains(expected, string.Join(' ', Validate(new RoutingOptions { Members = members }).Failures!), StringComparison.Ordinal);

    [Fact]
    public void A_time_that_is_not_positive_is_refused_by_its_key() =>
        Assert.Contains("MySql:WriteDeadline", Assert.Single(Validate(new RoutingOptions { Members = "a", WriteDeadline = TimeSpan.Zero }).Failures!), StringComparison.Ordinal);

    [Fact]
    public void A_wait_for_a_position_that_is_longer_than_any_member_is_waited_for_is_refused_by_its_key() =>
        Assert.Contains("MySql:PositionWait", Assert.Single(Validate(new RoutingOptions { Members = "a", PositionWait = TimeSpan.FromSeconds(2) }).Failures!), StringComparison.Ordinal);

    [Fact]
    public void A_limit_of_no_reads_is_refused() =>
        Assert.Contains("MySql:ReadLimit is 0", Assert.Single(Validate(new RoutingOptions { Members = "a", ReadLimit = 0 }).Failures!), StringComparison.Ordinal);

    [Fact]
    public void The_defaults_are_accepted() => Assert.True(Validate(new RoutingOptions { Members = "a" }).Succeeded);

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(RoutingOptions options)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:a", "Server=a")]).Build();
        return new RoutingOptionsValidator(configuration).Validate(name: null, options);
    }
}
