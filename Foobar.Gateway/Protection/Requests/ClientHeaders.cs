using System.Collections.Frozen;

namespace Foobar.Gateway.Protection.Requests;

/// <summary>Headers by their names: which ones a client has no say in, and which ones are never for one hop alone.</summary>
internal static class ClientHeaders
{
    // Said by proxies of those who come through them; the gateway is the first one that is trusted, and says it itself in X-Forwarded-*.
    private static readonly FrozenSet<string> Claims = new[]
    {
        "Forwarded", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-ProxyUser-IP", "X-Remote-IP", "X-Remote-Addr", "True-Client-IP", "CF-Connecting-IP",
        "Fastly-Client-IP", "X-Host", "X-Rewrite-URL", "X-HTTP-Host-Override", "X-Url-Scheme", "X-Scheme", "Front-End-Https", "X-ARR-SSL", "X-ARR-ClientCert", "Proxy",
        // What the server makes of a Content-Length beside a Transfer-Encoding.
        "X-Content-Length",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Families = ["X-Forwarded", "X-Original-", "X-Envoy-"];

    private static readonly FrozenSet<string> EndToEnd = new[]
    {
        "Host", "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Authorization", "Cookie", "Cache-Control", "Idempotency-Key", "X-Read-Position",
        "X-Request-Id", "traceparent", "tracestate", "Origin", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Range", "Accept", "Expect",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Options of a connection that are no names of headers, or that the server and the proxy deal with.
    private static readonly FrozenSet<string> Options =
        new[] { "close", "keep-alive", "upgrade", "te", "http2-settings" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The header says what only the gateway may say, or has underscores, which some servers take for hyphens: then it could be any header.</summary>
    public static bool IsUnwanted(string name)
    {
        if (name.Contains('_', StringComparison.Ordinal) || Claims.Contains(name))
            return true;
        foreach (var family in Families)
        {
            if (name.StartsWith(family, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>The header is for the one who answers, whoever is between: no <c>Connection</c> can take it away.</summary>
    public static bool IsEndToEnd(string name) => EndToEnd.Contains(name);

    /// <summary>It is an option of the connection itself.</summary>
    public static bool IsConnectionOption(string name) => Options.Contains(name);
}
