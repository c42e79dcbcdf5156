using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Forwarding;

/// <summary>What is configured of a route and its cluster, as far as it concerns who forwards a request, and how.</summary>
/// <param name="Cluster">The cluster, as it was then.</param>
/// <param name="ArePlain">Nothing is configured that only YARP can do.</param>
/// <param name="KeepsHost">The destination gets the client's <c>Host</c>.</param>
/// <param name="Milliseconds">How long nothing may happen.</param>
internal sealed record ForwardingSettings(ClusterModel Cluster, bool ArePlain, bool KeepsHost, int Milliseconds)
{
    /// <summary>What a destination has to go on, where the configuration does not say; as YARP has it.</summary>
    private static readonly TimeSpan s_usualTime = TimeSpan.FromSeconds(100);

    private static readonly HttpClientConfig s_plainClient = new();
    private static readonly ConditionalWeakTable<RouteModel, ForwardingSettings> s_byRoute = [];

    /// <summary>The settings of a route and its cluster.</summary>
    public static ForwardingSettings Find(RouteModel route, ClusterModel cluster)
    {
        if (s_byRoute.TryGetValue(route, out var settings) && ReferenceEquals(settings.Cluster, cluster))
            return settings;
        settings = Of(route.Config, cluster);
        s_byRoute.AddOrUpdate(route, settings);
        return settings;
    }

    private static ForwardingSettings Of(RouteConfig route, ClusterModel cluster)
    {
        var (arePlain, keepsHost) = (IsPlain(cluster.Config), false);
        foreach (var transform in route.Transforms ?? [])
        {
            if (Is(transform, "RequestHeaderOriginalHost", "true"))
                keepsHost = true;
            else
                arePlain &= Is(transform, "X-Forwarded", "Set");
        }
        var time = cluster.Config.HttpRequest?.ActivityTimeout ?? s_usualTime;
        return new ForwardingSettings(cluster, arePlain, keepsHost, time <= TimeSpan.Zero ? int.MaxValue : (int)Math.Min(time.TotalMilliseconds, int.MaxValue));
    }

    private static bool IsPlain(ClusterConfig cluster) =>
        (cluster.HttpClient ?? s_plainClient) with { RequestHeaderEncoding = null } == s_plainClient
        && (cluster.HttpClient?.RequestHeaderEncoding ?? "utf-8").Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        && cluster.HttpRequest is null or { VersionPolicy: null or HttpVersionPolicy.RequestVersionOrLower };

    private static bool Is(IReadOnlyDictionary<string, string> transform, string name, string value) =>
        transform.Count == 1 && transform.TryGetValue(name, out var given) && given.Equals(value, StringComparison.OrdinalIgnoreCase);
}
