using System.Globalization;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Traces;

namespace Aspire.Dashboard.Client;

/// <summary>Finds the resource of the model at the address that a span says it has called.</summary>
internal static class PeerNames
{
    private static readonly string[] Hosts = ["server.address", "net.peer.name", "net.sock.peer.addr", "network.peer.address"];
    private static readonly string[] Ports = ["server.port", "net.peer.port", "network.peer.port"];
    private static readonly string[] Urls = ["url.full", "http.url"];

    /// <summary>The name of the resource, or else what the span calls it; null if it does not say.</summary>
    public static string? Find(ResourceSnapshot resources, SpanRecord span)
    {
        var (host, port) = GetAddress(span);
        if (port is { } number && (host is null || IsLocal(host)) && FindByPort(resources, number) is { } name)
            return name;
        return span.Attributes.Find("peer.service") ?? (host is null ? span.Attributes.Find("db.system.name", "db.system", "messaging.system") : port is null ? host : $"{host}:{port}");
    }

    private static (string? Host, int? Port) GetAddress(SpanRecord span)
    {
        if (span.Attributes.Find(Hosts) is { } host)
            return (host, int.TryParse(span.Attributes.Find(Ports), CultureInfo.InvariantCulture, out var port) ? port : null);
        return Uri.TryCreate(span.Attributes.Find(Urls), UriKind.Absolute, out var url) ? (url.Host, url.Port) : (null, null);
    }

    private static string? FindByPort(ResourceSnapshot resources, int port) => resources.Resources.Values
        .FirstOrDefault(resource => resource.Urls.Any(url => Uri.TryCreate(url.Url, UriKind.Absolute, out var address) && address.Port == port && IsLocal(address.Host)))?.Name;

    private static bool IsLocal(string host) => host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)
        || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var address) && System.Net.IPAddress.IsLoopback(address));
}
