extern alias dashboard;

using dashboard::Aspire.Dashboard.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Aspire.Tests.Dashboard;

public sealed class AccessTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(Token, true)]
    [InlineData("0123456789abcdef0123456789abcdeF", false)]
    [InlineData("0123456789abcdef", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_the_token_itself_is_the_token(string? token, bool expected) => Assert.Equal(expected, CreateSession().IsToken(token));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("", null)]
    public void Where_there_is_no_token_nothing_is_one(string? ofDashboard, string? token) =>
        Assert.False(new Session(Options.Create(new FrontendOptions { BrowserToken = ofDashboard })).IsToken(token));

    [Fact]
    public void A_cookie_of_one_dashboard_opens_no_other()
    {
        var context = CreateContext();
        CreateSession().LogIn(context);
        var cookie = Assert.Single(context.Response.Headers.SetCookie)!;
        foreach (var part in new[] { "httponly", "samesite=strict", "path=/" })
            Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);

        context = CreateContext();
        context.Request.Headers.Cookie = cookie.Split(';')[0];
        Assert.True(CreateSession().IsLoggedIn(context));
        Assert.False(new Session(Options.Create(new FrontendOptions { BrowserToken = "another" })).IsLoggedIn(context));
        context.Connection.LocalPort++;
        Assert.False(CreateSession().IsLoggedIn(context));
    }

    [Fact]
    public void A_cookie_of_a_secure_page_is_secure()
    {
        var context = CreateContext();
        context.Request.Scheme = "https";
        CreateSession().LogIn(context);
        Assert.Contains("; secure", context.Response.Headers.SetCookie.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("localhost:18888", null, 200)]
    [InlineData("LOCALHOST", null, 200)]
    [InlineData("app.localhost:18888", null, 200)]
    [InlineData("127.0.0.1:18888", null, 200)]
    [InlineData("[::1]:18888", null, 200)]
    [InlineData("localhost:18888", "http://localhost:18888", 200)]
    [InlineData("localhost:18888", "http://localhost:5000", 403)]
    [InlineData("localhost:18888", "https://localhost:18888", 403)]
    [InlineData("localhost:18888", "null", 403)]
    [InlineData("localhost:18888", "http://evil.example", 403)]
    [InlineData("evil.example:18888", null, 403)]
    [InlineData("evil.example:18888", "http://evil.example:18888", 403)]
    [InlineData("localhost.evil.example", null, 403)]
    [InlineData("evillocalhost", null, 403)]
    [InlineData("10.0.0.1", null, 403)]
    [InlineData("", null, 403)]
    public async Task Only_pages_of_this_host_come_in(string host, string? origin, int status)
    {
        var context = CreateContext();
        context.Request.Host = new HostString(host);
        if (origin is not null)
            context.Request.Headers.Origin = origin;
        Assert.Equal(status, await PassAsync(context, new FrontendOptions { AuthMode = "Unsecured" }));
    }

    [Theory]
    [InlineData("GET", "/login", "text/html", 200, null)]
    [InlineData("POST", "/login", "text/html", 200, null)]
    [InlineData("GET", "/", "text/html", 302, "/login")]
    [InlineData("GET", "/console?r=a b", "text/html,*/*", 302, "/login?returnUrl=%2Fconsole%3Fr%3Da%20b")]
    [InlineData("GET", "/live/console", "text/event-stream", 401, null)]
    [InlineData("POST", "/command", "text/html", 401, null)]
    public async Task Whoever_has_not_logged_in_gets_no_further_than_the_login_page(string method, string url, string accept, int status, string? location)
    {
        var context = CreateContext();
        var parts = url.Split('?');
        (context.Request.Method, context.Request.Path, context.Request.Headers.Accept) = (method, parts[0], accept);
        if (parts.Length > 1)
            context.Request.QueryString = new QueryString($"?{parts[1]}");
        Assert.Equal(status, await PassAsync(context, new FrontendOptions { BrowserToken = Token }));
        Assert.Equal(location ?? "", context.Response.Headers.Location.ToString());
    }

    [Theory]
    [InlineData("BrowserToken", Token, null)]
    [InlineData("browsertoken", Token, null)]
    [InlineData("Unsecured", null, null)]
    [InlineData("BrowserToken", null, "BrowserToken has no value")]
    [InlineData("BrowserToken", "", "BrowserToken has no value")]
    [InlineData("OpenIdConnect", Token, "AuthMode is 'OpenIdConnect'. Known: BrowserToken, Unsecured.")]
    public void A_mode_that_is_not_known_or_has_no_token_is_refused(string mode, string? token, string? failure)
    {
        var result = new FrontendOptionsValidator().Validate(null, new FrontendOptions { AuthMode = mode, BrowserToken = token });
        Assert.Equal(failure is null, result.Succeeded);
        if (failure is not null)
            Assert.Contains(failure, result.FailureMessage, StringComparison.Ordinal);
    }

    private static Session CreateSession() => new(Options.Create(new FrontendOptions { BrowserToken = Token }));

    private static DefaultHttpContext CreateContext()
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path) = ("GET", "http", new HostString("localhost:18888"), "/");
        context.Connection.LocalPort = 18888;
        return context;
    }

    /// <summary>The status of the answer; 200 where the gate lets the request pass.</summary>
    private static async Task<int> PassAsync(HttpContext context, FrontendOptions options)
    {
        var passed = false;
        await new AccessGate(_ =>
        {
            passed = true;
            return Task.CompletedTask;
        }, new Session(Options.Create(options))).InvokeAsync(context);
        Assert.Equal(context.Response.StatusCode == StatusCodes.Status200OK, passed);
        return context.Response.StatusCode;
    }
}
