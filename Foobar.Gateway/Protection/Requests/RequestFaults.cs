using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Foobar.Gateway.Protection.Requests;

/// <summary>What the server lets through and two servers may read in two ways; pure, so that it reads and is tested as a truth table.</summary>
internal static class RequestFaults
{
    private const string RewrittenLength = "X-Content-Length";

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(code => code != '\t').Append(0x7f).Select(code => (char)code)]);

    private static readonly SearchValues<char> InNames = SearchValues.Create("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");

    private static readonly SearchValues<char> InPaths = SearchValues.Create([.. Enumerable.Range(0, 0x20).Append(0x7f).Select(code => (char)code)]);

    // Visible ASCII; a target has no fragment.
    private static readonly SearchValues<char> InTargets = SearchValues.Create([.. Enumerable.Range(0x21, 0x7f - 0x21).Select(code => (char)code).Where(character => character != '#')]);

    /// <summary>What is wrong with the request; null when it may be passed on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="unwanted">Its headers that only the gateway may send; null for none. All headers are looked at once.</param>
    public static Fault? Find(HttpContext context, out List<string>? unwanted)
    {
        var request = context.Request;
        unwanted = null;
        return OfMethod(context) ?? OfTarget(context) ?? OfHost(request.Headers.Host) ?? OfLength(request) ?? OfConnection(request) ?? OfHeaders(request.Headers, ref unwanted);
    }

    /// <summary>TRACE shows what a proxy adds; CONNECT is for proxies of clients, but that HTTP/2 opens WebSockets with it.</summary>
    private static Fault? OfMethod(HttpContext context)
    {
        var method = context.Request.Method;
        return HttpMethods.IsTrace(method) || (HttpMethods.IsConnect(method) && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true })
            ? new Fault(StatusCodes.Status405MethodNotAllowed, "has a method that is not served")
            : null;
    }

    private static Fault? OfTarget(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return target.AsSpan().ContainsAnyExcept(InTargets) || context.Request.Path.Value.AsSpan().ContainsAny(InPaths)
            ? Malformed("has a character in its address that must be escaped or may not be there")
            : null;
    }

    /// <summary>The proxy would send an empty host, and one of its own beside it.</summary>
    private static Fault? OfHost(StringValues host) => host.Count > 0 && string.IsNullOrEmpty(host) ? Malformed("has an empty host") : null;

    /// <summary>One way to tell where the body ends: a length, or chunks and nothing else.</summary>
    private static Fault? OfLength(HttpRequest request)
    {
        var encoding = request.Headers.TransferEncoding;
        if (encoding.Count == 0)
            return null;
        if (!HttpProtocol.IsHttp11(request.Protocol))
            return Malformed("has a Transfer-Encoding, which its protocol does not have");
        if (encoding.Count > 1 || !"chunked".Equals(encoding[0], StringComparison.OrdinalIgnoreCase))
            return Malformed("has another Transfer-Encoding than chunked");
        // The server puts a length beside chunks out of the way, under this name.
        return request.Headers.ContentLength is not null || request.Headers.ContainsKey(RewrittenLength) ? Malformed("has a Content-Length and a Transfer-Encoding") : null;
    }

    private static Fault? OfConnection(HttpRequest request)
    {
        // The server itself knows only of Connection and Transfer-Encoding that later protocols do not have them.
        var headers = request.Headers;
        if (!request.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal) && (headers.KeepAlive.Count > 0 || headers.Upgrade.Count > 0 || headers.ContainsKey("Proxy-Connection")))
            return Malformed("has a header of the connection, which its protocol does not have");
        foreach (var value in headers.Connection)
        {
            foreach (var name in new StringTokenizer(value ?? "", [',']))
            {
                if (ClientHeaders.IsEndToEnd(name.Trim().ToString()))
                    return Malformed("names a header as the connection's own that is not");
            }
        }
        return null;
    }

    private static Fault? OfHeaders(IHeaderDictionary headers, ref List<string>? unwanted)
    {
        foreach (var (name, values) in headers)
        {
            // The proxy drops such a header without a word.
            if (name.Length == 0 || (name[0] != ':' && name.AsSpan().ContainsAnyExcept(InNames)))
                return Malformed("has a header whose name is none");
            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny(Controls))
                    return Malformed("has a control character in a header");
            }
            if (ClientHeaders.IsUnwanted(name))
                (unwanted ??= []).Add(name);
        }
        return null;
    }

    private static Fault Malformed(string message) => new(StatusCodes.Status400BadRequest, message);
}
