using System.Runtime.CompilerServices;

namespace Foobar.Gateway.Balancing;

/// <summary>Turns in proportion to the weights, and as evenly spread as they allow: with 2 and 1, never three in a row for the first.</summary>
/// <remarks>Each choice credits every candidate its weight; the one with the most credit is chosen and pays the sum of the weights.</remarks>
internal sealed class WeightedRoundRobin : IBalancingPolicy
{
    private readonly Lock _credit = new();
    private readonly ConditionalWeakTable<Destination, StrongBox<double>> _credits = [];

    public string Name => "WeightedRoundRobin";

    public Destination Choose(IReadOnlyList<WeightedDestination> candidates)
    {
        lock (_credit)
        {
            var sum = 0.0;
            var most = 0;
            StrongBox<double>? mostCredit = null;
            for (var i = 0; i < candidates.Count; i++)
            {
                var weight = candidates[i].Weight * candidates[i].Warmth;
                var credit = _credits.GetOrCreateValue(candidates[i].Destination);
                credit.Value += weight;
                sum += weight;
                if (mostCredit is not null && credit.Value <= mostCredit.Value)
                    continue;
                (most, mostCredit) = (i, credit);
            }
            mostCredit!.Value -= sum;
            return candidates[most].Destination;
        }
    }
}
