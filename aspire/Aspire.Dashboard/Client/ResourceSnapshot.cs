using System.Collections.Immutable;
using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Client;

/// <summary>All instances by id at one moment, and whether the application host answers.</summary>
internal sealed record ResourceSnapshot(ImmutableDictionary<string, ResourceView> Resources, bool IsConnected)
{
    public const string ParameterType = "Parameter";

    public const string ParentRelationship = "Parent";

    public static ResourceSnapshot Empty { get; } = new(ImmutableDictionary.Create<string, ResourceView>(StringComparer.OrdinalIgnoreCase), IsConnected: false);

    /// <summary>The parameters by name.</summary>
    public IEnumerable<ResourceView> Parameters => Visible.Where(view => view.Type == ParameterType);

    /// <summary>What has a console log, in the order of the table.</summary>
    public IEnumerable<ResourceView> WithConsole => Rows(filter: "").Select(row => row.Resource);

    private IEnumerable<ResourceView> Visible => Resources.Values.Where(view => !view.IsHidden)
        .OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase).ThenBy(view => view.Id, StringComparer.Ordinal);

    /// <summary>The instance with this id, or else the first with this name.</summary>
    public ResourceView? Find(string? idOrName) => idOrName is null ? null
        : Resources.GetValueOrDefault(idOrName) ?? Visible.FirstOrDefault(view => string.Equals(view.Name, idOrName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The instances of a resource.</summary>
    public IReadOnlyList<ResourceView> FindInstances(string name) => [.. Visible.Where(view => string.Equals(view.Name, name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The rows of the table: children follow their parent. A row that matches the filter brings its ancestors.</summary>
    public IReadOnlyList<ResourceRow> Rows(string filter)
    {
        var resources = Visible.Where(view => view.Type != ParameterType).ToArray();
        var names = resources.Select(view => view.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var children = resources.ToLookup(view => GetParent(view, names), StringComparer.OrdinalIgnoreCase);
        var rows = new List<ResourceRow>();
        // A cycle of parents has no root; what it holds would be lost, so it is shown flat below.
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var root in children[""])
            Add(root, 0, children, filter, rows, seen);
        foreach (var lost in resources.Where(view => !seen.Contains(view.Id)))
            Add(lost, 0, children, filter, rows, seen);
        return rows;
    }

    private static bool Add(ResourceView view, int depth, ILookup<string, ResourceView> children, string filter, List<ResourceRow> rows, HashSet<string> seen)
    {
        if (!seen.Add(view.Id))
            return false;
        var place = rows.Count;
        // Replicas share their children, which stand below the first.
        var descendants = children[view.Name].Where(child => !seen.Contains(child.Id)).ToArray();
        var anyChild = false;
        foreach (var child in descendants)
            anyChild |= Add(child, depth + 1, children, filter, rows, seen);
        if (!anyChild && !Matches(view, filter))
            return false;
        rows.Insert(place, new ResourceRow(view, depth, anyChild));
        return true;
    }

    private static bool Matches(ResourceView view, string filter) => filter.Length == 0
        || new[] { view.Id, view.Name, view.Type, view.State, view.Source }.Any(text => text?.Contains(filter, StringComparison.OrdinalIgnoreCase) == true);

    private static string GetParent(ResourceView view, HashSet<string> names) =>
        view.Relationships.FirstOrDefault(relationship => relationship.Type == ParentRelationship && names.Contains(relationship.ResourceName))?.ResourceName ?? "";
}
