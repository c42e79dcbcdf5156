using Foobar.Gateway.Hosts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Foobar.Tests.Unit.Gateway;

public sealed class KnownHostsTests
{
    private static readonly HostNameOptions Options = new() { Canonical = "www.foobar.com:8443", Redirected = ["foobar.com"], Served = ["edge.foobar.com"] };

    [Theory]
    [InlineData("www.foobar.com", 200)]
    [InlineData("WWW.Foobar.Com:8443", 200)]
    [InlineData("edge.foobar.com", 200)]
    [InlineData("foobar.com", 308)]
    [InlineData("FOOBAR.com:80", 308)]
    [InlineData("foobar.com.evil.example", 421)]
    [InlineData("evil.example", 421)]
    [InlineData("www.foobar.com.", 421)]
    [InlineData("localhost:8443", 421)]
    [InlineData("10.0.0.1", 421)]
    [InlineData("", 421)]
    public async Task Only_the_sites_hosts_are_answered(string host, int expected) => Assert.Equal(expected, (await AskAsync(host, Environments.Production)).StatusCode);

    [Theory]
    [InlineData("localhost:8443", 200)]
    [InlineData("site.localhost", 200)]
    [InlineData("127.0.0.1:8443", 200)]
    [InlineData("[::1]:8443", 200)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("10.0.0.1", 421)]
    public async Task A_developer_reaches_the_site_by_the_machines_own_names(string host, int expected) =>
        Assert.Equal(expected, (await AskAsync(host, Environments.Development)).StatusCode);

    [Fact]
    public async Task Who_comes_by_another_name_of_the_site_is_sent_to_its_own_one()
    {
        var answer = await AskAsync("foobar.com", Environments.Production, "/article/a b", "?x=1&y=%20");

        Assert.Equal("https://www.foobar.com:8443/article/a%20b?x=1&y=%20", answer.Headers.Location);
    }

    [Fact]
    public async Task Health_is_told_by_any_name() => Assert.Equal(200, (await AskAsync("10.0.0.1:8080", Environments.Production, "/health")).StatusCode);

    [Theory]
    [InlineData("https://www.foobar.com", "Hosts:Canonical")]
    [InlineData("", "Hosts:Canonical")]
    [InlineData("www.foobar.com/path", "Hosts:Canonical")]
    public void A_wrong_name_is_refused_by_its_key(string canonical, string key)
    {
        var result = new HostNameOptionsValidator().Validate(null, new HostNameOptions { Canonical = canonical });

        Assert.Contains(key, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sites_names_are_accepted() => Assert.True(new HostNameOptionsValidator().Validate(null, Options).Succeeded);

    private static async Task<HttpResponse> AskAsync(string host, string environment, string path = "/", string query = "")
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Request.Path = path;
        context.Request.QueryString = new QueryString(query);
        await new KnownHosts(_ => Task.CompletedTask, Options, new HostingEnvironment { EnvironmentName = environment }).InvokeAsync(context);
        return context.Response;
    }
}
