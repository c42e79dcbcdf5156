using GatewaySpeed.Load;
using GatewaySpeed.Peers;

namespace GatewaySpeed.Works;

/// <summary>Something that every peer is given to do.</summary>
/// <param name="Key">Its name on the command line.</param>
/// <param name="Title">Its name in the report.</param>
/// <param name="Load">How it is done.</param>
/// <param name="Peers">Who does it.</param>
/// <param name="Bars">What is asked of the gateway.</param>
internal sealed record Work(string Key, string Title, ILoad Load, IReadOnlyList<PeerKind> Peers, IReadOnlyList<Bar> Bars)
{
    /// <summary>What is counted.</summary>
    public string Unit { get; init; } = "request";

    /// <summary>Where the answers must come from.</summary>
    public AnsweredBy AnsweredBy { get; init; } = AnsweredBy.Webs;

    /// <summary>Each time is done by a peer that has just been started, and its memory is what counts.</summary>
    public bool IsAboutMemory { get; init; }

    /// <summary>The webs are those of the site itself, with its database behind them.</summary>
    public bool NeedsSite { get; init; }

    /// <summary>It needs so many open files.</summary>
    public int OpenFiles { get; init; }
}
