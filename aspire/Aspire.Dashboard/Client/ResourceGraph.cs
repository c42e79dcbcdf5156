using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Client;

/// <summary>The resources, and which of them needs or contains which.</summary>
internal sealed record ResourceGraph(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>The names of what nobody in it needs or contains, in their order.</summary>
    public IEnumerable<string> Roots => Nodes.Select(node => node.Name).Except(Edges.Select(edge => edge.To), StringComparer.OrdinalIgnoreCase);

    /// <summary>The graph of what the table shows with this filter.</summary>
    public static ResourceGraph Of(ResourceSnapshot snapshot, string filter)
    {
        GraphNode[] nodes = [.. snapshot.Rows(filter).Select(row => row.Resource).GroupBy(view => view.Name, StringComparer.OrdinalIgnoreCase).Select(group => new GraphNode(group.Key, [.. group]))];
        var names = nodes.Select(node => node.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var edges = nodes.SelectMany(node => EdgesOf(node.Instances[0], names)).Distinct().ToArray();
        var needs = edges.Where(edge => !edge.IsContainment).ToArray();
        // One line between two is enough: a child that needs its parent is drawn as what needs it.
        var contains = edges.Where(edge => edge.IsContainment && !needs.Any(need => (need.From, need.To) == (edge.From, edge.To) || (need.To, need.From) == (edge.From, edge.To)));
        return new ResourceGraph(nodes, [.. needs, .. contains]);
    }

    private static IEnumerable<GraphEdge> EdgesOf(ResourceView resource, HashSet<string> names)
    {
        foreach (var relationship in resource.Relationships)
        {
            if (names.TryGetValue(relationship.ResourceName, out var other) && !string.Equals(other, resource.Name, StringComparison.OrdinalIgnoreCase))
                yield return relationship.Type == ResourceSnapshot.ParentRelationship ? new(other, resource.Name, IsContainment: true) : new(resource.Name, other, IsContainment: false);
        }
    }
}
