using Foobar.Gateway.Hosts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Foobar.Tests.Unit.Gateway;

public sealed class HttpsRedirectionTests
{
    [Theory]
    [InlineData("8443", "http", "localhost:8080", "/a%20b", "?q=1", "https://localhost:8443/a%20b?q=1")]
    [InlineData("443", "http", "www.foobar.com", "/", "", "https://www.foobar.com/")]
    [InlineData("8443", "https", "localhost:8443", "/", "", null)]
    [InlineData("8443", "http", "localhost:8080", "/health", "", null)]
    [InlineData("8443", "http", "localhost:8080", "/alive", "", null)]
    [InlineData("8443", "http", "localhost:8080", "/health/more", "", "https://localhost:8443/health/more")]
    [InlineData(null, "http", "localhost:8080", "/", "", null)]
    public async Task Plain_requests_go_to_the_public_https_port(string? port, string scheme, string host, string path, string query, string? expected)
    {
        var passedOn = false;
        var redirection = new HttpsRedirection(_ =>
        {
            passedOn = true;
            return Task.CompletedTask;
        }, new ConfigurationBuilder().AddInMemoryCollection([new("ASPNETCORE_HTTPS_PORT", port)]).Build());
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        context.Request.Host = new HostString(host);
        context.Request.Path = PathString.FromUriComponent(path);
        context.Request.QueryString = new QueryString(query);

        await redirection.InvokeAsync(context);

        Assert.Equal(expected is null, passedOn);
        Assert.Equal(expected ?? "", context.Response.Headers.Location.ToString());
        Assert.Equal(expected is null ? 200 : 308, context.Response.StatusCode);
    }
}
