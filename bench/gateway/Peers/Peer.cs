using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>A balancer that runs.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly IReadOnlyList<Server> _servers;
    private readonly Launch _launch;

    private Peer(PeerKind kind, IReadOnlyList<Server> servers, Launch launch)
    {
        Kind = kind;
        _servers = servers;
        _launch = launch;
        Account = new ProcessAccount([.. servers.Select(server => server.Id)]);
    }

    public PeerKind Kind { get; }

    /// <summary>What all its processes use.</summary>
    public ProcessAccount Account { get; }

    /// <summary>Its own folder.</summary>
    public string Folder => _launch.Folder;

    public int HttpPort => _launch.HttpPort;

    public int HttpsPort => _launch.HttpsPort;

    /// <summary>One of its servers has ended, which none is to do before the run does.</summary>
    public bool HasEnded => _servers.Any(server => server.HasEnded);

    /// <summary>The last lines that its servers wrote.</summary>
    public string LastWords => string.Join('\n', _servers.Select(server => server.LastWords));

    /// <summary>Starts it, on the proxy's core, and returns when it answers.</summary>
    public static async Task<Peer> StartAsync(PeerKind kind, Site site, CancellationToken cancellationToken)
    {
        var ports = FreePorts.Find(2);
        var launch = new Launch(site, site.MakeFolder(kind.Key), ports[0], ports[1]);
        var peer = new Peer(kind, await kind.Launch(launch, cancellationToken), launch);
        try
        {
            await Readiness.WaitAsync(new Uri($"http://{launch.Http}{site.ReadyPath}"), peer._servers[0], kind.Key, cancellationToken);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
