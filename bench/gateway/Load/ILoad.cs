using GatewaySpeed.Peers;

namespace GatewaySpeed.Load;

/// <summary>A way to keep a peer busy.</summary>
internal interface ILoad
{
    /// <summary>How it is made, for the report.</summary>
    string Description { get; }

    /// <summary>Makes it for some time and says what came of it.</summary>
    Task<LoadResult> RunAsync(Peer peer, TimeSpan duration, CancellationToken cancellationToken);
}
