namespace GatewaySpeed.Works;

/// <summary>What all peers did of one work, round by round.</summary>
internal sealed class Comparison(Work work)
{
    private readonly Dictionary<string, List<Sample>> _samples = work.Peers.ToDictionary(peer => peer.Name, _ => new List<Sample>());

    public Work Work => work;

    /// <summary>The peers' names, in the order of the report.</summary>
    public IEnumerable<string> Peers => work.Peers.Select(peer => peer.Name);

    public void Add(string peer, Sample sample) => _samples[peer].Add(sample);

    /// <summary>What went wrong with a peer, round by round; nothing is a row that counts.</summary>
    public IReadOnlyList<string> FailuresOf(string peer) => [.. _samples[peer].Select(sample => sample.Failure).OfType<string>()];

    /// <summary>A figure over all rounds; null where the work has none, or the peer failed.</summary>
    public Spread? Of(string peer, Func<Sample, double?> figure) => FailuresOf(peer).Count > 0 ? null : Spread.Of(_samples[peer].Select(figure));

    /// <summary>A figure in relation to the best one of others in the same round; null where one of them has none.</summary>
    public Spread? Ratio(Figure figure, string peer, IEnumerable<string> against)
    {
        var others = against.Where(other => other != peer && _samples.ContainsKey(other)).ToArray();
        if (!_samples.TryGetValue(peer, out var own) || others.Length == 0 || others.Append(peer).Any(name => FailuresOf(name).Count > 0))
            return null;
        return Spread.Of(own.Select((sample, round) =>
        {
            var values = others.Select(other => figure.Of(_samples[other][round]));
            return figure.Of(sample) / (figure.IsBetterHigh ? values.Max() : values.Min());
        }));
    }
}
