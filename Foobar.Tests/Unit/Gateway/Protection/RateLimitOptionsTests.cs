using Foobar.Gateway.Protection.Rates;

namespace Foobar.Tests.Unit.Gateway.Protection;

public sealed class RateLimitOptionsTests
{
    [Theory]
    [InlineData("POST", "/api/users", true)]
    [InlineData("POST", "/api/users/login", true)]
    [InlineData("POST", "/API/Users/Login/", true)]
    [InlineData("POST", "/login", true)]
    [InlineData("post", "/register", true)]
    [InlineData("GET", "/login", false)]
    [InlineData("GET", "/api/users", false)]
    [InlineData("PUT", "/api/users", false)]
    [InlineData("POST", "/api/user", false)]
    [InlineData("POST", "/api/users/login/more", false)]
    [InlineData("POST", "/", false)]
    [InlineData("POST", "", false)]
    public void Signing_in_and_up_is_told_by_method_and_path(string method, string path, bool expected) => Assert.Equal(expected, SignInPaths.Contain(method, path));

    [Fact]
    public void The_defaults_are_accepted() => Assert.True(new RateLimitOptionsValidator().Validate(null, new RateLimitOptions()).Succeeded);

    [Fact]
    public void No_limit_needs_no_burst() =>
        Assert.True(new RateLimitOptionsValidator().Validate(null, Bound.To<RateLimitOptions>(("Address:PerMinute", "0"), ("Address:Burst", "0"))).Succeeded);

    [Theory]
    [InlineData("Address:PerMinute", "-1")]
    [InlineData("Account:PerMinute", "60000001")]
    [InlineData("SignIn:Burst", "0")]
    public void What_cannot_work_is_refused_by_its_key(string key, string value)
    {
        var result = new RateLimitOptionsValidator().Validate(null, Bound.To<RateLimitOptions>((key, value)));

        Assert.StartsWith($"RateLimits:{key} is {value}", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_is_refused_is_told_the_time_of_one_request() =>
        Assert.Equal(TimeSpan.FromSeconds(3), new RateRule { Burst = 10, PerMinute = 20 }.ToBucket().ReplenishmentPeriod);
}
