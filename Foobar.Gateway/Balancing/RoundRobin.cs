namespace Foobar.Gateway.Balancing;

/// <summary>Each one in turn; one that starts slowly is passed over more often than not.</summary>
internal sealed class RoundRobin(Random random) : IBalancingPolicy
{
    private int _turn;

    public string Name => "RoundRobin";

    public Destination Choose(IReadOnlyList<WeightedDestination> candidates)
    {
        var first = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0u; i < candidates.Count; i++)
        {
            var candidate = candidates[(int)((first + i) % (uint)candidates.Count)];
            if (candidate.Warmth >= 1 || random.NextDouble() < candidate.Warmth)
                return candidate.Destination;
        }
        return candidates[(int)(first % (uint)candidates.Count)].Destination;
    }
}
