namespace Foobar.Gateway.Balancing;

/// <summary>The first by name, and the others only in its place: one active destination with spares.</summary>
internal sealed class First : IBalancingPolicy
{
    public string Name => "First";

    public Destination Choose(IReadOnlyList<WeightedDestination> candidates) => candidates.MinBy(candidate => candidate.Destination.Id, StringComparer.Ordinal).Destination;
}
