using Foobar.ServiceDefaults;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Gateway.Caching;

/// <summary>Which requests the cache may answer: those of nobody in particular, for the whole of something.</summary>
internal static class RequestRules
{
    /// <summary>Characters of host, path and query together.</summary>
    public const int AddressAtMost = 2048;

    /// <summary>Why the request goes past the cache; <see cref="BypassReason.None"/> when it does not.</summary>
    public static BypassReason Judge(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return BypassReason.Method;
        var headers = request.Headers;
        if (headers.Authorization.Count > 0)
            return BypassReason.Credentials;
        if (headers.Cookie.Count > 0)
            return BypassReason.Cookie;
        if (headers.ContainsKey(FoobarNames.Headers.ReadPosition))
            return BypassReason.Position;
        if (headers.Range.Count > 0 || headers.IfRange.Count > 0 || headers.IfMatch.Count > 0 || headers.IfUnmodifiedSince.Count > 0)
            return BypassReason.Condition;
        if (request.HttpContext.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true })
            return BypassReason.Upgrade;
        if (headers.Accept is [{ } accept] && accept.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
            return BypassReason.Stream;
        if (headers.ContentLength > 0 || headers.TransferEncoding.Count > 0)
            return BypassReason.Body;
        return CacheKey.GetLength(request) > AddressAtMost ? BypassReason.Address : BypassReason.None;
    }
}
