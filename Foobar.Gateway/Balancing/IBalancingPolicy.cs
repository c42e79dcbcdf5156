namespace Foobar.Gateway.Balancing;

/// <summary>Chooses one of the destinations that may have a request.</summary>
internal interface IBalancingPolicy
{
    /// <summary>Its name in the configuration.</summary>
    string Name { get; }

    /// <summary>Chooses one; there are two or more.</summary>
    Destination Choose(IReadOnlyList<WeightedDestination> candidates);
}
