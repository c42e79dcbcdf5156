using Foobar.Gateway.Protection.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Tests.Unit.Gateway.Protection;

public sealed class RequestFaultsTests
{
    [Theory]
    [InlineData("GET", "/", null)]
    [InlineData("BREW", "/", null)]
    [InlineData("TRACE", "/", 405)]
    [InlineData("CONNECT", "", 405)]
    [InlineData("GET", "/a?b=c&d=%20%0a", null)]
    [InlineData("GET", "/{a}|\"b\"", null)]
    [InlineData("GET", "/a#b", 400)]
    [InlineData("GET", "/a?b#c", 400)]
    [InlineData("GET", "/a\u0001", 400)]
    [InlineData("GET", "/a?\u007f", 400)]
    [InlineData("GET", "/a b", 400)]
    [InlineData("GET", "/\u00e9", 400)]
    public void A_method_and_a_target_may_be_refused(string method, string target, int? expected) => Assert.Equal(expected, Find(method, target)?.Status);

    [Theory]
    [InlineData("/a\nb", 400)]
    [InlineData("/a\tb", 400)]
    [InlineData("/a\u007f", 400)]
    [InlineData("/a b/\u00e9", null)]
    public void A_control_character_that_was_escaped_is_one(string path, int? expected) => Assert.Equal(expected, Find("GET", "/", path: path)?.Status);

    [Theory]
    [InlineData("HTTP/1.1", "chunked", null, false, null)]
    [InlineData("HTTP/1.1", "Chunked", null, false, null)]
    [InlineData("HTTP/1.1", "chunked", 5L, false, 400)]
    [InlineData("HTTP/1.1", "chunked", null, true, 400)]
    [InlineData("HTTP/1.1", null, null, true, null)]
    [InlineData("HTTP/1.1", null, 5L, false, null)]
    [InlineData("HTTP/1.1", "identity", 5L, false, 400)]
    [InlineData("HTTP/1.1", "gzip, chunked", null, false, 400)]
    [InlineData("HTTP/1.1", "chunked, chunked", null, false, 400)]
    [InlineData("HTTP/1.1", "\vchunked", null, false, 400)]
    [InlineData("HTTP/1.1", "", null, false, 400)]
    [InlineData("HTTP/1.0", "chunked", null, false, 400)]
    [InlineData("HTTP/1.0", null, 5L, false, null)]
    [InlineData("HTTP/2", "chunked", null, false, 400)]
    public void A_body_ends_in_one_way(string protocol, string? encoding, long? length, bool wasPutAway, int? expected)
    {
        List<(string, string)> headers = [];
        if (encoding is not null)
            headers.Add(("Transfer-Encoding", encoding));
        if (length is not null)
            headers.Add(("Content-Length", "5"));
        if (wasPutAway)
            headers.Add(("X-Content-Length", "5"));

        Assert.Equal(expected, Find("POST", "/", protocol: protocol, headers: [.. headers])?.Status);
    }

    [Theory]
    [InlineData("close", null)]
    [InlineData("keep-alive, X-Own", null)]
    [InlineData("X-Forwarded-For", null)]
    [InlineData("Upgrade, HTTP2-Settings", null)]
    [InlineData(", ,", null)]
    [InlineData("Idempotency-Key", 400)]
    [InlineData("close,idempotency-key", 400)]
    [InlineData("close ,  Content-Length ", 400)]
    [InlineData("Host", 400)]
    [InlineData("Cookie", 400)]
    public void A_header_for_the_web_is_not_the_connections_own(string connection, int? expected) => Assert.Equal(expected, Find("GET", "/", headers: ("Connection", connection))?.Status);

    [Theory]
    [InlineData("plain", null)]
    [InlineData("with\ttab", null)]
    [InlineData("\u65e5\u672c", null)]
    [InlineData("nul\0", 400)]
    [InlineData("line\r\nX: y", 400)]
    [InlineData("escape\u001b", 400)]
    [InlineData("delete\u007f", 400)]
    public void A_header_has_no_control_characters(string value, int? expected) => Assert.Equal(expected, Find("GET", "/", headers: ("X-Value", value))?.Status);

    [Theory]
    [InlineData("HTTP/1.1", "Keep-Alive", null)]
    [InlineData("HTTP/1.1", "Upgrade", null)]
    [InlineData("HTTP/2", "Keep-Alive", 400)]
    [InlineData("HTTP/2", "Upgrade", 400)]
    [InlineData("HTTP/2", "Proxy-Connection", 400)]
    [InlineData("HTTP/3", "Keep-Alive", 400)]
    [InlineData("HTTP/2", "TE", null)]
    public void Later_protocols_have_no_headers_of_the_connection(string protocol, string name, int? expected) => Assert.Equal(expected, Find("GET", "/", protocol: protocol, headers: (name, "a"))?.Status);

    [Theory]
    [InlineData("X-Name", null)]
    [InlineData("x!#$%&'*+.^_`|~1", null)]
    [InlineData("X Name", 400)]
    [InlineData("(X)", 400)]
    [InlineData("X/Y", 400)]
    [InlineData("X:Y", 400)]
    [InlineData("X\u0001", 400)]
    [InlineData("N\u00e9", 400)]
    public void A_headers_name_is_a_token(string name, int? expected) => Assert.Equal(expected, Find("GET", "/", headers: (name, "a"))?.Status);

    [Theory]
    [InlineData("site", null)]
    [InlineData("", 400)]
    public void A_host_is_not_empty(string host, int? expected) => Assert.Equal(expected, Find("GET", "/", headers: ("Host", host))?.Status);

    [Theory]
    [InlineData("Forwarded", true)]
    [InlineData("X-Forwarded-For", true)]
    [InlineData("x-forwarded-anything", true)]
    [InlineData("X-Original-URL", true)]
    [InlineData("X-Real-IP", true)]
    [InlineData("X_Real_IP", true)]
    [InlineData("Any_Underscore", true)]
    [InlineData("X-Request-Id", false)]
    [InlineData("traceparent", false)]
    [InlineData("Authorization", false)]
    public void Some_headers_are_not_for_clients(string name, bool expected) => Assert.Equal(expected, ClientHeaders.IsUnwanted(name));

    [Theory]
    [InlineData("0af7651916cd43dd8448eb211c80319c", true)]
    [InlineData("a.B-1_c", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a\nb", false)]
    [InlineData("<script>", false)]
    [InlineData("\u00e9", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    public void An_id_means_nothing_to_a_log(string? id, bool expected) => Assert.Equal(expected, RequestIds.IsWellFormed(id));

    private static Fault? Find(string method, string target, string path = "/", string protocol = "HTTP/1.1", params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.Protocol = protocol;
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        return RequestFaults.Find(context, out _);
    }
}
