using GatewaySpeed.Configuration;
using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>nginx as the balancer.</summary>
internal static class Nginx
{
    /// <summary>Without a cache.</summary>
    public static PeerKind Plain { get; } = new(PeerNames.Nginx, "", isCompiledWhileItRuns: false, launch => Start(launch, cachePath: "", cache: ""));

    /// <summary>With <c>proxy_cache</c>.</summary>
    public static PeerKind Caching { get; } = new(PeerNames.Nginx, "cache", isCompiledWhileItRuns: false, launch => Start(launch,
        cachePath: $"proxy_cache_path {Path.Combine(launch.Folder, "cache")} levels=1:2 keys_zone=answers:10m max_size=64m inactive=10m use_temp_path=off;\n    open_file_cache max=1000 inactive=60s;",
        cache: "proxy_cache answers;\n            proxy_cache_lock on;\n            proxy_cache_revalidate on;\n            proxy_cache_use_stale error timeout updating;\n            proxy_cache_background_update on;"));

    /// <summary>Starts an nginx with a configuration, whatever it is to be.</summary>
    public static Server Start(string cores, string folder, string configuration) =>
        Server.Start(cores, folder, [Tools.Find("nginx")!, "-p", folder, "-e", Path.Combine(folder, "error.log"), "-c", configuration]);

    private static Server Start(Launch launch, string cachePath, string cache)
    {
        var configuration = ConfigurationText.Own("nginx-balancer.conf")
            .Fill("folder", launch.Folder)
            .Fill("certificate", launch.Site.Certificate.Certificate)
            .Fill("key", launch.Site.Certificate.Key)
            .Fill("http", launch.Http)
            .Fill("https", launch.Https)
            .Fill("web-1", launch.Site.Webs[0].Authority)
            .Fill("web-2", launch.Site.Webs[1].Authority)
            .Fill("cache-path", cachePath)
            .Fill("cache", cache)
            .Write(launch.Folder);
        return Start(Cores.Proxy, launch.Folder, configuration);
    }
}
