using System.Text;
using System.Text.RegularExpressions;
using Foobar.Tests.Integration.Gateway.Hostile;

namespace Foobar.Tests.Integration.Gateway.Forwarding;

/// <summary>Whether the gateway forwards a request itself or YARP does, destination and client see the same.</summary>
public sealed partial class SameAsYarpTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private const int Much = 40_000;

    private static readonly string s_long = new('x', Much);

    private static readonly (string, string)[] OriginalHost =
        [("ReverseProxy:Routes:site:Transforms:0:RequestHeaderOriginalHost", "true"), ("ReverseProxy:Routes:site:Transforms:1:X-Forwarded", "Set")];

    public static TheoryData<string> Requests =>
    [
        "GET / HTTP/1.1|Host: site",
        "HEAD /page HTTP/1.1|Host: site:8080",
        "GET /page?x=1&y=%20z?/ HTTP/1.1|Host: site",
        "GET /a%20b/%C3%A4/%2F/%25?q HTTP/1.1|Host: site",
        "GET /!$&'()*+,;=:@-._~ HTTP/1.1|Host: site",
        "GET /\"<>\\^`{|}~ HTTP/1.1|Host: site".Replace("{|}", "{}", StringComparison.Ordinal),
        "GET /a/../b/./c//d HTTP/1.1|Host: site",
        "GET //other/page HTTP/1.1|Host: site",
        "GET /a:b@c;d=e,f HTTP/1.1|Host: site",
        "GET http://site/absolute?x HTTP/1.1|Host: site",
        "GET /page HTTP/1.0|X-No: host",
        "GET / HTTP/1.1|Host: site|Accept: text/html|Accept-Encoding: gzip, br|Accept-Language: de, en|User-Agent: any/1.0 (x)|Referer: http://site/|Cookie: a=1; b=2",
        "GET / HTTP/1.1|Host: site|Cookie: a=1|Cookie: b=2|X-Any: one|X-Any: two|Accept: a/b|Accept: c/d",
        "GET / HTTP/1.1|Host: site|X-Empty:|X-Letters: \u00c3\u00a4\u00e2\u0082\u00ac|X-Quotes: \"a, b\"",
        "GET / HTTP/1.1|Host: site|Connection: keep-alive|Keep-Alive: timeout=5|TE: trailers|Upgrade-Insecure-Requests: 1|Alt-Svc: clear",
        "GET / HTTP/1.1|Host: site|Proxy-Connection: keep-alive|Proxy-Authorization: Basic eDp5|Proxy-Authenticate: Basic|Proxy-Features: x|ALPN: x|Close: x|HTTP2-Settings: x",
        "GET / HTTP/1.1|Host: site|Authorization: Bearer xyz|If-None-Match: \"a\"|If-Modified-Since: Sat, 28 Nov 2026 00:00:00 GMT|Range: bytes=0-9|Cache-Control: no-cache|Pragma: no-cache",
        "GET / HTTP/1.1|Host: site|Expect: 100-continue|From: a@b|Date: never|Via: 1.1 other|Trailer: X|Max-Forwards: 3|Origin: http://site|Sec-Fetch-Mode: navigate",
        "GET / HTTP/1.1|Host: site|traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00|tracestate: a=b|baggage: x=y|Request-Id: x|X-Request-Id: mine",
        "GET / HTTP/1.1|Host: site|X-Forwarded-For: 1.2.3.4|X-Forwarded-Prefix: /x|Forwarded: for=1.2.3.4",
        "GET / HTTP/1.1|Host: site|Content-Length: 0",
        "GET / HTTP/1.1|Host: site|Content-Length: 4||text",
        "POST / HTTP/1.1|Host: site|Content-Length: 4|Idempotency-Key: k||text",
        "DELETE / HTTP/1.1|Host: site|Idempotency-Key: k",
        "OPTIONS / HTTP/1.1|Host: site|Access-Control-Request-Method: GET",
    ];

    public static TheoryData<string, bool> Answers => new()
    {
        { "HTTP/1.1 200 OK|Content-Length: 4|Content-Type: text/plain||text", false },
        { "HTTP/1.1 200 Fine|Content-Length: 4||text", false },
        { "HTTP/1.1 200|Content-Length: 4||text", false },
        { "HTTP/1.1 299 Unusual|Content-Length: 0||", false },
        { "HTTP/1.1 404 Not Found|Content-Length: 4||text", false },
        { "HTTP/1.1 500 Internal Server Error|Content-Length: 4||text", false },
        { "HTTP/1.1 204 No Content|X-Any: yes||", false },
        { "HTTP/1.1 304 Not Modified|ETag: \"a\"||", false },
        { "HTTP/1.1 302 Found|Location: http://elsewhere/|Content-Length: 0||", false },
        { "HTTP/1.1 200 OK|Transfer-Encoding: chunked||4|text|5;x=y| more|0||", false },
        { "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Trailer: X-Sum||4|text|0|X-Sum: 4||", false },
        { "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 9||4|text|0||", false },
        { "HTTP/1.1 200 OK|Content-Type: text/plain||text until the end", true },
        { "HTTP/1.0 200 OK|Content-Length: 4||text", true },
        { "HTTP/1.1 200 OK|Connection: close|Content-Length: 4||text", true },
        { "HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: </x>||HTTP/1.1 200 OK|Content-Length: 4||text", false },
        { "HTTP/1.1 200 OK|Set-Cookie: a=1; Path=/|Set-Cookie: b=2|Vary: A|Vary: B|X-Any: one|X-Any: two|Content-Length: 4||text", false },
        { "HTTP/1.1 200 OK|Keep-Alive: timeout=5|Alt-Svc: h3=\":443\"|Proxy-Authenticate: Basic|Upgrade: h2c|TE: x|Upgrade-Insecure-Requests: 1|Content-Length: 4||text", false },
        { "HTTP/1.1 200 OK|Strict-Transport-Security: max-age=1|X-Frame-Options: SAMEORIGIN|X-Request-Id: theirs|Server: theirs|Date: Sat, 28 Nov 2026 00:00:00 GMT|Content-Length: 4||text", false },
        { "HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Language: de|Expires: 0|Last-Modified: Sat, 28 Nov 2026 00:00:00 GMT|Allow: GET|Content-Length: 4||text", false },
        { "HTTP/1.1 200 OK|X-Empty:|X-Spaces:   a  b  |Content-Length: 4||text", false },
        { "HTTP/1.1 200 OK|X-Letters: \u00e4|Content-Length: 4||text", false },
        { "HTTP/1.1 205 Reset Content|Content-Length: 0||", false },
        { $"HTTP/1.1 200 OK|Content-Length: {Much}||{s_long}", false },
        { $"HTTP/1.1 404 Not Found|Content-Length: {Much}||{s_long}and more", false },
        { $"HTTP/1.1 304 Not Modified|Content-Length: {Much}||", false },
        { $"HTTP/1.1 103 Early Hints||HTTP/1.0 200 OK|Content-Length: {Much}||{s_long}", true },
        { "HTTP/1.1 503 Service Unavailable|Retry-After: 7|Content-Length: 4||text", false },
        { "HTTP/1.1 503 Service Unavailable|Transfer-Encoding: chunked||4|text|0||", false },
        { "HTTP/1.1 200 OK|Content-Length: 9||text", true },
        { "HTTP/1.1 200 OK|Transfer-Encoding: chunked||9|text", true },
        { "What is this?||", true },
        { "", true },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public Task The_destination_gets_the_same_request(string request) => CompareRequestsAsync(request);

    [Theory]
    [MemberData(nameof(Requests))]
    public Task The_destination_gets_the_same_request_with_the_clients_host(string request) => CompareRequestsAsync(request, OriginalHost);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task The_client_gets_the_same_answer(string answer, bool ends)
    {
        foreach (var request in (string[])["GET / HTTP/1.1|Host: site|Connection: close", "HEAD / HTTP/1.1|Host: site|Connection: close", "GET / HTTP/1.0"])
        {
            var sent = request.StartsWith("HEAD", StringComparison.Ordinal) ? Head().Match(answer).Value : answer;
            await using var destination = ScriptedDestination.Sending(Lines(sent), ends);

            Assert.Equal(await AskAsync(destination, request, isDirect: false), await AskAsync(destination, request, isDirect: true));
        }
    }

    private static async Task CompareRequestsAsync(string request, params (string Key, string Value)[] settings)
    {
        await using var destination = ScriptedDestination.Answering(200, request.StartsWith("HEAD", StringComparison.Ordinal) ? "" : "text");

        Assert.Equal(await AskAsync(destination, request, isDirect: false, settings), await AskAsync(destination, request, isDirect: true, settings));

        var (yarps, own) = (destination.Received.First(), destination.Received.Last());
        Assert.Equal(yarps.Line, own.Line);
        Assert.Equal(Comparable(yarps), Comparable(own));
        Assert.Equal(yarps.Body, own.Body);
    }

    /// <returns>What the client gets, but for what differs each time.</returns>
    private static async Task<string> AskAsync(ScriptedDestination destination, string request, bool isDirect, params (string Key, string Value)[] settings)
    {
        await using var gateway = await GatewayUnderTest.StartAsync([destination.Address], [("Forwarding:IsDirect", isDirect ? "true" : "false"), ("Retry:StartWithin", "00:00:00.2"), .. settings]);
        var (_, text) = await RawClient.SendAsync(gateway.Client.BaseAddress!, Encoding.Latin1.GetBytes(Lines(request.Contains("||", StringComparison.Ordinal) ? request : request + "||")), Cancellation);
        var lines = OwnId().Replace(text, "").Split("\r\n");
        // The order of headers says nothing, but that of those of one name, which the answers here have not apart.
        var head = lines.TakeWhile(line => line.Length > 0).ToList();
        return string.Join('\n', head.Take(1).Concat(head.Skip(1).Order(StringComparer.Ordinal)).Concat(lines.Skip(head.Count)));
    }

    private static string Lines(string text) => text.Replace("|", "\r\n", StringComparison.Ordinal);

    private static IEnumerable<string> Comparable(ReceivedRequest request) =>
        request.Headers.Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}").Where(header => !OwnId().IsMatch(header + "\r\n")).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"x-request-id: [0-9a-f]{32}\r\n|date: (?!Sat, 28 Nov 2026 00:00:00)[^\r]*\r\n", RegexOptions.IgnoreCase)]
    private static partial Regex OwnId();

    [GeneratedRegex(@"^(HTTP/1\.1 1.*?\|\|)*.*?(\|\||$)")]
    private static partial Regex Head();
}
