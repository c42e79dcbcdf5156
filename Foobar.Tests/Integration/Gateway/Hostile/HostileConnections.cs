using static Foobar.Tests.Integration.Gateway.Hostile.HostileRequest;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Headers that are for one hop, that pretend to be, or that say what only a gateway may say.</summary>
internal static class HostileConnections
{
    public static IEnumerable<HostileRequest> All =>
    [
        Get("A header of the connection's own", [200], "Connection: X-Secret\r\nX-Secret: a\r\n", "X-Secret", "Connection"),
        Get("Two headers of the connection's own", [200], "Connection: X-Secret\r\nConnection: X-Other\r\nX-Secret: a\r\nX-Other: a\r\n", "X-Secret", "X-Other", "Connection"),
        // The server has forgotten the rest then: the header goes on, as it would without being named.
        Get("A header of the connection's own beside an option", [200], "Connection: close, X-Secret\r\nX-Secret: a\r\n", "Connection"),
        Get("A forwarded address as the connection's own", [200], "Connection: X-Forwarded-For\r\nX-Forwarded-For: 203.0.113.7\r\n", "Connection"),
        Get("A forwarded scheme as the connection's own", [200], "Connection: close, X-Forwarded-Proto\r\nX-Forwarded-Proto: https\r\n", "Connection"),
        Get("A host as the connection's own", [400], "Connection: Host\r\n"),
        Get("A cookie as the connection's own", [400], "Connection: Cookie\r\nCookie: a=b\r\n"),
        Get("A cookie as the connection's own beside an option", [200, 400], "Connection: close, Cookie\r\nCookie: a=b\r\n", "Connection"),
        Post("A length as the connection's own beside an option", [200, 400], "Connection: close, Content-Length\r\nContent-Length: 5\r\n", "hello", "Connection"),
        Get("A token as the connection's own", [400], "Connection: authorization\r\nAuthorization: Token a\r\n"),
        Get("An id as the connection's own", [400], "Connection: X-Request-Id\r\n"),
        Get("A trace as the connection's own", [400], "Connection: traceparent\r\n"),
        Post("A key as the connection's own", [400], "Connection: Idempotency-Key\r\nIdempotency-Key: a\r\nContent-Length: 5\r\n", "hello"),
        Post("A length as the connection's own", [400], "Connection: Content-Length\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding as the connection's own", [400], "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n"),
        Get("Options that are none", [200], "Connection: ,,  , close ,\"X-Secret\"\r\n", "Connection"),
        Get("Many options", [200], $"Connection: {string.Join(',', Enumerable.Repeat("x", 2000))}\r\n", "Connection"),
        Get("Headers of one hop", [200], "Keep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nProxy-Authorization: Basic YTpi\r\nTE: trailers, deflate\r\n", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE"),
        Get("An upgrade to HTTP/2", [200], "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", "Upgrade", "HTTP2-Settings", "Connection"),
        Get("An upgrade to SPDY", [200], "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n", "Upgrade", "Connection"),
        Get("An upgrade to several protocols", [200], "Connection: Upgrade\r\nUpgrade: websocket, h2c\r\n", "Upgrade", "Connection"),
        Get("An upgrade to WebSocket that nobody takes up", [200], "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"),
        Get("An upgrade that the connection does not name", [200], "Upgrade: websocket\r\n", "Connection"),
        new("An upgrade by another method", [200], "POST /CASE HTTP/1.1\r\nHost: site\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", "Upgrade", "Connection"),
        Post("An upgrade with a body", [200], "Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 5\r\n", "hello", "Upgrade", "Connection"),
        Get("An upgrade with chunks", [200, 400], "Connection: Upgrade\r\nUpgrade: websocket\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "Connection"),
        Get("Forwarded by somebody", [200], "Forwarded: for=203.0.113.7;host=other;proto=https\r\n", "Forwarded"),
        Get("Forwarded for somebody", [200], "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: 127.0.0.1\r\n"),
        Get("Forwarded from another place", [200], "X-Forwarded-Host: other\r\nX-Forwarded-Proto: gopher\r\nX-Forwarded-Prefix: /other\r\nX-Forwarded-Port: 1\r\nX-Forwarded-Server: a\r\n", "X-Forwarded-Prefix", "X-Forwarded-Port", "X-Forwarded-Server"),
        Get("Forwarded with underscores", [200], "X_Forwarded_For: 203.0.113.7\r\nX-Forwarded_For: 203.0.113.7\r\n", "X_Forwarded_For", "X-Forwarded_For"),
        Get("Real addresses", [200], "X-Real-IP: 203.0.113.7\r\nX-Client-IP: 203.0.113.7\r\nTrue-Client-IP: 203.0.113.7\r\nCF-Connecting-IP: 203.0.113.7\r\n", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"),
        Get("Original addresses", [200], "X-Original-URL: /admin\r\nX-Rewrite-URL: /admin\r\nX-Original-Host: other\r\nX-Original-For: 203.0.113.7\r\nX-Host: other\r\n", "X-Original-URL", "X-Rewrite-URL", "X-Original-Host", "X-Original-For", "X-Host"),
        Get("A proxy for the webs", [200], "Proxy: http://other/\r\n", "Proxy"),
        Post("An expectation", [200], "Expect: 100-continue\r\nContent-Length: 5\r\n", "hello", "Expect"),
        Post("An expectation that nobody knows", [200, 417], "Expect: a-miracle\r\nContent-Length: 5\r\n", "hello", "Expect"),
        Post("More than may be sent", [413], "Content-Length: 3000000\r\n", new string('a', 3_000_000)),
        Post("More than may be sent, and nothing of it", [413], "Content-Length: 9000000000000000000\r\n", ""),
        Post("More than may be sent, after asking", [413], "Expect: 100-continue\r\nContent-Length: 3000000\r\n", ""),
    ];
}
