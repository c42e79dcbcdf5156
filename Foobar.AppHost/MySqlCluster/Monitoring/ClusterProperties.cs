using System.Globalization;

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

    /// <summary>The value of a property; empty when there is none.</summary>
    public static string Get(this CustomResourceSnapshot snapshot, string name) =>
        Convert.ToString(snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The snapshot with a property set, in its place if it is there; highlighted ones stand beside the state in the dashboard.</summary>
    public static CustomResourceSnapshot With(this CustomResourceSnapshot snapshot, string name, string displayName, string value, bool isHighlighted = true)
    {
        var property = new ResourcePropertySnapshot(name, value) { DisplayName = displayName, IsHighlighted = isHighlighted };
        var existing = snapshot.Properties.FirstOrDefault(candidate => candidate.Name == name);
        return snapshot with { Properties = existing is null ? snapshot.Properties.Add(property) : snapshot.Properties.Replace(existing, property) };
    }
}
