using System.Globalization;
using System.Net.NetworkInformation;
using Foobar.ServiceDefaults;

namespace Chaos.Model;

/// <summary>Counts the visitors' connections to each of the gateways, which do not say themselves who answered.</summary>
internal sealed class GatewayUse(IReadOnlyDictionary<string, int> ports)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The most connections that were seen at once, by gateway.</summary>
    public Dictionary<string, int> MostConnections { get; } = ports.Keys.ToDictionary(gateway => gateway, _ => 0);

    /// <summary>Finds the port of each gateway behind the common one.</summary>
    public static async Task<GatewayUse> CreateAsync(SiteUnderTest site, int replicas, CancellationToken cancellationToken)
    {
        var ports = new Dictionary<string, int>();
        await foreach (var state in site.Notifications.WatchAsync(cancellationToken))
        {
            if (state.Resource.Name != FoobarNames.Resources.Gateway || state.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "ASPNETCORE_URLS")?.Value is not { } urls)
                continue;
            var https = urls.Split(';').Single(url => url.StartsWith("https:", StringComparison.Ordinal));
            ports[state.ResourceId] = int.Parse(https[(https.LastIndexOf(':') + 1)..].TrimEnd('/'), CultureInfo.InvariantCulture);
            if (ports.Count == replicas)
                break;
        }
        return new GatewayUse(ports);
    }

    /// <summary>Looks at the connections of this machine again and again.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (!cancellationToken.IsCancellationRequested)
        {
            Sample();
            await timer.WaitForNextTickAsync(cancellationToken).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void Sample()
    {
        var connections = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Where(connection => connection.State == TcpState.Established).CountBy(connection => connection.LocalEndPoint.Port).ToDictionary();
        foreach (var (gateway, port) in ports)
            MostConnections[gateway] = Math.Max(MostConnections[gateway], connections.GetValueOrDefault(port));
    }
}
