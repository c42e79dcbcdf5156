namespace Foobar.Gateway.Balancing;

/// <summary>The one with the fewest requests under way for its weight; among equals, each in turn.</summary>
internal sealed class LeastRequests : IBalancingPolicy
{
    private int _turn;

    public string Name => "LeastRequests";

    /// <summary>Requests under way for the weight, this one included, so that of two idle ones the heavier is better.</summary>
    public static double GetLoad(in WeightedDestination candidate) => (candidate.Destination.InFlight + 1) / (candidate.Weight * candidate.Warmth);

    public Destination Choose(IReadOnlyList<WeightedDestination> candidates)
    {
        var first = (uint)Interlocked.Increment(ref _turn);
        WeightedDestination? best = null;
        var least = double.PositiveInfinity;
        for (var i = 0u; i < candidates.Count; i++)
        {
            var candidate = candidates[(int)((first + i) % (uint)candidates.Count)];
            if (GetLoad(candidate) is var load && load < least)
                (best, least) = (candidate, load);
        }
        return best!.Value.Destination;
    }
}
