namespace Foobar.Gateway.Balancing;

/// <summary>The policies by their names.</summary>
internal sealed class BalancingPolicies
{
    private readonly Dictionary<string, IBalancingPolicy> _byName;

    public BalancingPolicies()
        : this(Random.Shared)
    {
    }

    public BalancingPolicies(Random random) => _byName = new IBalancingPolicy[] { new RoundRobin(random), new WeightedRoundRobin(), new LeastRequests(), new PowerOfTwoChoices(random), new First() }
        .ToDictionary(policy => policy.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, for messages.</summary>
    public static string[] Names { get; } = [.. new BalancingPolicies()._byName.Keys];

    /// <summary>The policy of that name.</summary>
    public IBalancingPolicy this[string name] => _byName[name];
}
