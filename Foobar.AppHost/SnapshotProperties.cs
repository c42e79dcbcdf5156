using System.Globalization;

namespace Foobar.AppHost;

/// <summary>Reads and sets what a snapshot says of a resource beside its state.</summary>
internal static class SnapshotProperties
{
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
