using GatewaySpeed.Load;
using GatewaySpeed.Peers;

namespace GatewaySpeed.Works;

/// <summary>All works, and what is asked of the gateway in each.</summary>
internal static class WorkCatalog
{
    private const int IdleConnections = 10_000;

    // A few besides the connections: both sides of a proxy, and what a program has open anyway.
    private const int OpenFilesToSpare = 2_000;

    // "Within 1.1 times".
    private const double Close = 1.1;

    private static readonly PeerKind[] Proxies = [HAProxy.Plain, Nginx.Plain, BareYarp.Plain, Gateway.Plain];

    /// <summary>In the order in which they are done.</summary>
    public static IReadOnlyList<Work> All { get; } =
    [
        new("small-64", "1 KB answers, 64 connections", new WrkLoad("/1k", Backend.Small, 64), Proxies, Small),
        new("small-512", "1 KB answers, 512 connections", new WrkLoad("/1k", Backend.Small, 512), Proxies, Small),
        new("large", "100 KB answers, 64 connections", new WrkLoad("/100k", Backend.Large, 64), Proxies, [ToOthers(Figure.Throughput, 1 / Close)]),
        new("http2", "HTTP/2 over TLS in front, 1 KB answers", new Http2Load("/1k", connections: 16, streams: 8), Proxies, [ToOthers(Figure.Throughput, 1 / Close)]),
        new("handshakes", "TLS handshakes", new HandshakeLoad(processes: 8), Proxies, [ToOthers(Figure.Throughput, 1 / Close), ToOthers(Figure.Cpu, Close)])
        {
            Unit = "handshake",
            AnsweredBy = AnsweredBy.Anybody,
        },
        new("cached", "1 KB answers from the cache, 64 connections", new WrkLoad("/cached", Backend.Small, 64), [HAProxy.Caching, Nginx.Caching, Gateway.Caching], [ToOthers(Figure.Throughput, 1)])
        {
            AnsweredBy = AnsweredBy.Cache,
        },
        new("chain", "the classic chain: 1 KB answers, 64 connections", new WrkLoad("/1k", Backend.Small, 64), [ClassicChain.Plain, Gateway.Plain], [ToChain]),
        new("site", "the whole chain with the site: the home page, 64 connections", new WrkLoad("/", bytes: null, 64), [ClassicChain.Plain, Gateway.Caching], [ToChain])
        {
            AnsweredBy = AnsweredBy.Anybody,
            NeedsSite = true,
        },
        new("features", "all features against bare YARP: 1 KB answers, 64 connections", new WrkLoad("/1k", Backend.Small, 64), [BareYarp.Plain, Gateway.Plain, Gateway.WithEverything],
            [new Bar(Figure.Throughput, 0.9, PeerNames.GatewayWithEverything, [PeerNames.BareYarp])]),
        new("telemetry", "what telemetry costs: 1 KB answers, 64 connections", new WrkLoad("/1k", Backend.Small, 64), [Gateway.Plain, Gateway.Sampled, Gateway.Traced],
            [ToPlain(PeerNames.GatewaySampled, 0.95), ToPlain(PeerNames.GatewayTraced, 0.85)]),
        new("idle", "10,000 idle connections", new IdleLoad(IdleConnections), Proxies, [ToOthers(Figure.Memory, Close)])
        {
            Unit = "connection",
            AnsweredBy = AnsweredBy.Anybody,
            IsAboutMemory = true,
            OpenFiles = IdleConnections + OpenFilesToSpare,
        },
    ];

    /// <summary>The works of these keys.</summary>
    /// <exception cref="ArgumentException">There is none of such a key.</exception>
    public static IReadOnlyList<Work> Find(IEnumerable<string> keys) =>
        [.. keys.Select(key => All.FirstOrDefault(work => work.Key == key) ?? throw new ArgumentException($"'{key}' is no work. There are: {string.Join(", ", All.Select(work => work.Key))}."))];

    private static Bar[] Small => [ToOthers(Figure.Throughput, 1), ToOthers(Figure.P99, 1), ToOthers(Figure.Cpu, 1.2)];

    private static Bar ToChain => new(Figure.Throughput, 1.3, PeerNames.Gateway, [PeerNames.ClassicChain]);

    private static Bar ToPlain(string peer, double limit) => new(Figure.Throughput, limit, peer, [PeerNames.Gateway]);

    private static Bar ToOthers(Figure figure, double limit) => new(figure, limit, PeerNames.Gateway, PeerNames.Others);
}
