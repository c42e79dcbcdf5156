namespace GatewaySpeed.Peers;

/// <summary>The peers that run: each stays until the end, so that it need not be warmed up again. One that has ended is started anew.</summary>
internal sealed class PeerPool(Site site) : IAsyncDisposable
{
    private readonly Dictionary<PeerKind, Peer> _peers = [];

    /// <summary>The peer of a kind.</summary>
    public async Task<Peer> GetAsync(PeerKind kind, CancellationToken cancellationToken)
    {
        if (_peers.TryGetValue(kind, out var running) && !running.HasEnded)
            return running;
        if (_peers.Remove(kind, out var ended))
            await ended.DisposeAsync();
        return _peers[kind] = await Peer.StartAsync(kind, site, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers.Values)
            await peer.DisposeAsync();
    }
}
