using System.Buffers;
using System.Runtime.CompilerServices;
using Foobar.Gateway.Retry;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Forwarding;

/// <summary>Which requests the gateway forwards itself: those that ask for something, and have no body. All that is more than that is YARP's.</summary>
internal static class PlainRequests
{
    private static readonly SearchValues<char> s_unescaped = SearchValues.Create("/-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> s_visible = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);
    private static readonly SearchValues<char> s_lineEnds = SearchValues.Create("\r\n\0");
    private static readonly HttpClientConfig s_plainClient = new();
    private static readonly ConditionalWeakTable<RouteModel, Settings> s_settings = [];

    /// <summary>The request is plain, and nothing is configured that only YARP can do.</summary>
    /// <param name="context">The request.</param>
    /// <param name="keepsHost">The destination gets the client's <c>Host</c>.</param>
    public static bool IsPlain(HttpContext context, out bool keepsHost)
    {
        var proxy = context.GetReverseProxyFeature();
        var settings = Find(proxy.Route, proxy.Cluster);
        keepsHost = settings.KeepsHost;
        return settings.ArePlain && IsPlain(context.Request);
    }

    private static bool IsPlain(HttpRequest request)
    {
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.PathBase.HasValue || request.Path.Value is not { Length: > 0 } path || path.AsSpan().ContainsAnyExcept(s_unescaped)
            || (request.QueryString.Value ?? "").AsSpan().ContainsAnyExcept(s_visible) || (request.Host.Value ?? "").AsSpan().ContainsAnyExcept(s_visible))
            return false;
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false } || request.ContentLength is not null || Retries.IsUpgrade(request.HttpContext))
            return false;
        foreach (var (_, values) in request.Headers)
        {
            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny(s_lineEnds))
                    return false;
            }
        }
        return true;
    }

    private static Settings Find(RouteModel route, ClusterModel cluster)
    {
        if (s_settings.TryGetValue(route, out var settings) && ReferenceEquals(settings.Cluster, cluster))
            return settings;
        settings = Settings.Of(route.Config, cluster);
        s_settings.AddOrUpdate(route, settings);
        return settings;
    }

    private sealed record Settings(ClusterModel Cluster, bool ArePlain, bool KeepsHost)
    {
        public static Settings Of(RouteConfig route, ClusterModel cluster)
        {
            var (arePlain, keepsHost) = (ArePlainOf(cluster.Config), false);
            foreach (var transform in route.Transforms ?? [])
            {
                if (Is(transform, "RequestHeaderOriginalHost", "true"))
                    keepsHost = true;
                else
                    arePlain &= Is(transform, "X-Forwarded", "Set");
            }
            return new Settings(cluster, arePlain, keepsHost);
        }

        private static bool ArePlainOf(ClusterConfig cluster) =>
            (cluster.HttpClient ?? s_plainClient) with { RequestHeaderEncoding = null } == s_plainClient
            && (cluster.HttpClient?.RequestHeaderEncoding ?? "utf-8").Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && cluster.HttpRequest is null or { VersionPolicy: null or HttpVersionPolicy.RequestVersionOrLower };

        private static bool Is(IReadOnlyDictionary<string, string> transform, string name, string value) =>
            transform.Count == 1 && transform.TryGetValue(name, out var given) && given.Equals(value, StringComparison.OrdinalIgnoreCase);
    }
}
