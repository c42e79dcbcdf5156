using System.Globalization;
using GatewaySpeed.Configuration;
using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>The chain of <c>deploy/vm/classic</c>: HAProxy, behind it an nginx for each web. All three are on the proxy's core, so that what the chain costs is what is measured.</summary>
internal static class ClassicChain
{
    /// <summary>How it is started.</summary>
    public static PeerKind Plain { get; } = new(PeerNames.ClassicChain, "", IsCompiledWhileItRuns: false, StartAsync);

    private static async Task<IReadOnlyList<Server>> StartAsync(Launch launch, CancellationToken cancellationToken)
    {
        var ports = FreePorts.Find(launch.Site.Webs.Count);
        string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        // All are written before one is started: a text that has changed must not leave anything running.
        var balancer = HAProxy.Configure(launch, Address(ports[0]), Address(ports[1]));
        var fronts = launch.Site.Webs.Zip(ports, (web, port) => ConfigureFront(launch.Site, web, port)).ToArray();
        var servers = fronts.Select(StartFront).ToList();
        try
        {
            // HAProxy takes a web for down that does not answer its first check.
            foreach (var (server, port) in servers.Zip(ports))
                await Readiness.WaitAsync(new Uri($"http://{Address(port)}{launch.Site.ReadyPath}"), server, "nginx", cancellationToken);
            servers.Insert(0, HAProxy.Start(launch, balancer));
            return servers;
        }
        catch
        {
            foreach (var server in servers)
                await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes what the nginx of one web is started with.</summary>
    private static (string Folder, string Configuration) ConfigureFront(Site site, IWeb web, int port)
    {
        var folder = site.MakeFolder("nginx-front");
        var files = Directory.CreateDirectory(Path.Combine(folder, "wwwroot")).FullName;
        var settings = ConfigurationText.Classic("nginx.conf")
            .Replace("/var/lib/nginx/foobar", Path.Combine(folder, "cache"))
            .Replace("server 127.0.0.1:5000 ", $"server {web.Authority} ")
            .Replace("listen 8080 ", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port} "))
            .Replace("/srv/foobar/web/wwwroot", files)
            .Replace("set_real_ip_from 10.0.0.0/24", "set_real_ip_from 127.0.0.1")
            .Write(folder);
        return (folder, ConfigurationText.Own("nginx-main.conf").Fill("folder", folder).Fill("site", settings).Write(folder));
    }

    private static Server StartFront((string Folder, string Configuration) front) => Nginx.Start(Cores.Proxy, front.Folder, front.Configuration);
}
