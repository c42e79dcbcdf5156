using System.Buffers;

namespace Foobar.Gateway.Forwarding;

/// <summary>Which requests the gateway forwards itself: those that ask for something, and have no body. All that is more than that is YARP's.</summary>
internal static class PlainRequests
{
    private static readonly SearchValues<char> s_unescaped = SearchValues.Create("/-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> s_visible = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>The request, which has no body, is plain: the address as it is sent, and no WebSocket is opened.</summary>
    public static bool IsPlain(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.ContentLength is null && request.Headers.Upgrade.Count == 0 && !request.PathBase.HasValue
        && request.Path.Value is { Length: > 0 } path && !path.AsSpan().ContainsAnyExcept(s_unescaped)
        && !(request.QueryString.Value ?? "").AsSpan().ContainsAnyExcept(s_visible) && !(request.Host.Value ?? "").AsSpan().ContainsAnyExcept(s_visible);
}
