using System.Globalization;
using GatewaySpeed.Configuration;
using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>HAProxy with the configuration of <c>deploy/vm/classic</c>: without log, rights and control socket, on other ports, and http not sent to https.</summary>
internal static class HAProxy
{
    /// <summary>As it is there.</summary>
    public static PeerKind Plain { get; } = new(PeerNames.HAProxy, "", isCompiledWhileItRuns: false, launch => Start(launch, Configure(launch, launch.Site.Webs[0].Authority, launch.Site.Webs[1].Authority)));

    /// <summary>With its cache, which the classic chain has in nginx.</summary>
    public static PeerKind Caching { get; } = new(PeerNames.HAProxy, "cache", isCompiledWhileItRuns: false, launch => Start(launch, Configure(launch, launch.Site.Webs[0].Authority, launch.Site.Webs[1].Authority)
        .Replace("frontend site\n", "cache answers\n    total-max-size 64\n    max-object-size 65536\n    max-age 3600\n\nfrontend site\n")
        .Replace("    balance roundrobin\n", "    balance roundrobin\n    http-request cache-use answers\n    http-response cache-store answers\n")));

    /// <summary>The classic configuration, for this machine.</summary>
    /// <param name="launch">Its ports and folder.</param>
    /// <param name="web1">Address and port of one web.</param>
    /// <param name="web2">Address and port of the other one.</param>
    public static ConfigurationText Configure(Launch launch, string web1, string web2) => ConfigurationText.Classic("haproxy.cfg")
        .Without("log /dev/log").Without("chroot ").Without("stats socket ").Without("stats timeout ").Without("user ").Without("group ").Without("log global").Without("option httplog").Without("option dontlog")
        .Without("http-request redirect code 308 prefix https://www.foobar.com unless ")
        // Two files for each of them may be more than is allowed here, and it is more than is needed.
        .Replace("maxconn 20000\n", "maxconn 20000\n    no strict-limits\n")
        .Replace("bind :80\n", $"bind {launch.Http}\n")
        .Replace("bind :443 ssl crt /etc/haproxy/certs/", $"bind {launch.Https} ssl crt {launch.Site.Certificate.Both}")
        .Replace("bind 127.0.0.1:8404", string.Create(CultureInfo.InvariantCulture, $"bind 127.0.0.1:{FreePorts.Find(1)[0]}"))
        .Replace("web-1:8080", web1)
        .Replace("web-2:8080", web2);

    /// <summary>Starts it with a configuration. Its threads are as many as the cores that <c>taskset</c> leaves it: one.</summary>
    public static Server Start(Launch launch, ConfigurationText configuration) =>
        Server.Start(Cores.Proxy, launch.Folder, [Tools.Find("haproxy")!, "-db", "-f", configuration.Write(launch.Folder)]);
}
