namespace Foobar.Gateway.Balancing;

/// <summary>The less loaded one of two that are drawn: nearly as even as the least loaded of all, and many gateways do not all run to the same one.</summary>
internal sealed class PowerOfTwoChoices(Random random) : IBalancingPolicy
{
    public string Name => "PowerOfTwoChoices";

    public Destination Choose(IReadOnlyList<WeightedDestination> candidates)
    {
        var first = random.Next(candidates.Count);
        var second = random.Next(candidates.Count - 1);
        if (second >= first)
            second++;
        return (LeastRequests.GetLoad(candidates[first]) <= LeastRequests.GetLoad(candidates[second]) ? candidates[first] : candidates[second]).Destination;
    }
}
