namespace Foobar.AppHost.MySqlCluster.Monitoring;

/// <summary>What the snapshots of a cluster and its members say of them, beside the state.</summary>
/// <remarks>The state itself stays <c>Running</c>: waits, health and commands of the application model all depend on that word.</remarks>
internal static class ClusterProperties
{
    /// <summary>The role of a member: Primary, Replica, Recovering or Offline.</summary>
    public const string Role = "mysql.role";

    /// <summary>The name of the cluster's primary, or <c>none</c>; of the cluster and of each member.</summary>
    public const string Primary = "mysql.primary";

    /// <summary>How far behind a replica is, in words; empty below one second.</summary>
    public const string Lag = "mysql.lag";

    /// <summary>That a member was hung for a trial; empty otherwise.</summary>
    public const string Hung = "mysql.hung";

    /// <summary>That a replica is kept from applying for a trial; empty otherwise.</summary>
    public const string HeldBack = "mysql.held-back";

    /// <summary>The value of <see cref="Primary"/> while there is none.</summary>
    public const string NoPrimary = "none";
}
