namespace Chaos.Faults;

/// <summary>All faults by name.</summary>
internal static class FaultCatalog
{
    private static readonly Dictionary<string, Func<IFault>> Faults = new Func<IFault>[]
    {
        () => new KillPrimary(),
        () => new HangPrimary(),
        () => new SwitchPrimary(),
        () => new KillReplica(),
        () => new LoseReplicaData(),
        () => new LagReplica(),
        () => new KillTwo(),
        () => new KillAll(),
        () => new KillDatabase(),
        () => new KillWeb(),
        () => new KillGateway(),
        () => new RollingRestart(),
    }.ToDictionary(create => create().Name);

    /// <summary>The names of all faults.</summary>
    public static IReadOnlyList<string> Names => [.. Faults.Keys];

    /// <summary>A new fault of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IFault Create(string name) => Faults.TryGetValue(name, out var create)
        ? create()
        : throw new ArgumentException($"There is no fault '{name}'. Known: {string.Join(", ", Names)}.", nameof(name));
}
