namespace GatewaySpeed.Works;

/// <summary>What is asked of a peer: a figure of it, in relation to the best one of others in the same round.</summary>
/// <param name="Figure">What is compared.</param>
/// <param name="Limit">The ratio: at least this where more is better, at most this where less is.</param>
/// <param name="Peer">Whose figure.</param>
/// <param name="Against">Whom it is compared with.</param>
internal sealed record Bar(Figure Figure, double Limit, string Peer, IReadOnlyList<string> Against)
{
    /// <summary>A ratio meets it.</summary>
    public bool IsMetBy(double ratio) => Figure.IsBetterHigh ? ratio >= Limit : ratio <= Limit;
}
