using Foobar.Gateway.Caching;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class RequestRulesTests
{
    [Theory]
    [InlineData("GET", "", "", nameof(BypassReason.None))]
    [InlineData("HEAD", "", "", nameof(BypassReason.None))]
    [InlineData("GET", "Accept", "text/html,*/*;q=0.8", nameof(BypassReason.None))]
    [InlineData("GET", "If-None-Match", "\"x\"", nameof(BypassReason.None))]
    [InlineData("GET", "Content-Length", "0", nameof(BypassReason.None))]
    [InlineData("POST", "", "", nameof(BypassReason.Method))]
    [InlineData("OPTIONS", "", "", nameof(BypassReason.Method))]
    [InlineData("DELETE", "", "", nameof(BypassReason.Method))]
    [InlineData("GET", "Authorization", "Token x", nameof(BypassReason.Credentials))]
    [InlineData("GET", "Cookie", "__Host-foobar=x", nameof(BypassReason.Cookie))]
    [InlineData("GET", "Cookie", "anything=x", nameof(BypassReason.Cookie))]
    [InlineData("GET", "x-read-position", "token", nameof(BypassReason.Position))]
    [InlineData("GET", "Range", "bytes=0-9", nameof(BypassReason.Condition))]
    [InlineData("GET", "If-Range", "\"x\"", nameof(BypassReason.Condition))]
    [InlineData("GET", "If-Match", "\"x\"", nameof(BypassReason.Condition))]
    [InlineData("GET", "If-Unmodified-Since", "Thu, 01 Jan 2026 00:00:00 GMT", nameof(BypassReason.Condition))]
    [InlineData("GET", "Accept", "text/event-stream", nameof(BypassReason.Stream))]
    [InlineData("GET", "Content-Length", "4", nameof(BypassReason.Body))]
    [InlineData("GET", "Transfer-Encoding", "chunked", nameof(BypassReason.Body))]
    public void Only_requests_of_nobody_in_particular_are_answered(string method, string header, string value, string expected)
    {
        var request = Of(method, "/");
        if (header.Length > 0)
            request.Headers[header] = value;

        Assert.Equal(expected, RequestRules.Judge(request).ToString());
    }

    [Fact]
    public void An_address_has_a_length_worth_keeping()
    {
        Assert.Equal(BypassReason.None, RequestRules.Judge(Of("GET", "/" + new string('a', 1900))));
        Assert.Equal(BypassReason.Address, RequestRules.Judge(Of("GET", "/" + new string('a', 2048))));
    }

    [Fact]
    public void A_change_of_protocols_is_none_of_the_caches()
    {
        var request = Of("GET", "/");
        request.HttpContext.Features.Set<IHttpUpgradeFeature>(new Upgrading());

        Assert.Equal(BypassReason.Upgrade, RequestRules.Judge(request));
    }

    [Theory]
    [InlineData("", "", true, true, true)]
    [InlineData("Pragma", "no-cache", false, false, false)]
    [InlineData("Cache-Control", "no-cache", false, false, false)]
    [InlineData("Cache-Control", "max-age=0", false, false, false)]
    [InlineData("Cache-Control", "max-age=5", true, true, false)]
    [InlineData("Cache-Control", "min-fresh=7", true, false, false)]
    [InlineData("Cache-Control", "max-stale=60", true, true, true)]
    [InlineData("Cache-Control", "only-if-cached", true, true, true)]
    [InlineData("Cache-Control", "what is this?", true, true, true)]
    public void A_request_says_how_old_its_answer_may_be(string header, string value, bool at2, bool at4, bool at8)
    {
        var request = Of("GET", "/");
        if (header.Length > 0)
            request.Headers[header] = value;
        var directives = RequestDirectives.Read(request.Headers);
        var entry = new CacheEntry(200, [], default, Variance.Of(default, request), new Freshness(TimeSpan.FromSeconds(10), default, default, default), asked: 0);

        Assert.Equal([at2, at4, at8], new[] { 2, 4, 8 }.Select(age => directives.Accept(entry, TimeSpan.FromSeconds(age))));
    }

    private static HttpRequest Of(string method, string path)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Path, request.Host) = (method, path, new HostString("www.foobar.com"));
        return request;
    }

    private sealed class Upgrading : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => true;

        public Task<Stream> UpgradeAsync() => throw new NotSupportedException();
    }
}
