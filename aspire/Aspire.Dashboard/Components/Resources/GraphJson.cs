using System.Buffers;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Client;

namespace Aspire.Dashboard.Components.Resources;

/// <summary>Writes a graph in the form that its script reads.</summary>
internal static class GraphJson
{
    /// <summary>From what matters most: a resource looks like the instance that is worst off.</summary>
    private static readonly string[] Styles = ["error", "warning", "info", "success", "neutral"];

    public static string Create(ResourceGraph graph, string? selectedName)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("nodes");
            foreach (var node in graph.Nodes)
                Write(writer, node, isSelected: string.Equals(node.Name, selectedName, StringComparison.OrdinalIgnoreCase));
            writer.WriteEndArray();
            writer.WriteStartArray("edges");
            foreach (var edge in graph.Edges)
                Write(writer, edge);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, GraphNode node, bool isSelected)
    {
        var facts = node.Instances.Select(StateFacts.Of).ToArray();
        var health = node.Instances.Select(instance => instance.Health).Where(health => health is not (null or "Healthy"));
        var highlights = node.Instances.SelectMany(ResourceHighlights.Of).Select(property => property.Value!);
        writer.WriteStartObject();
        writer.WriteString("name", node.Name);
        writer.WriteString("type", node.Instances[0].Type);
        writer.WriteNumber("instances", node.Instances.Count);
        writer.WriteString("style", Styles.First(style => facts.Any(fact => fact.Style == style)));
        writer.WriteString("state", string.Join(", ", facts.Select(fact => fact.Text).Concat(health).Distinct()));
        writer.WriteString("badge", string.Join(", ", highlights.Distinct()));
        writer.WriteString("href", ResourceLinks.GetDetails(ResourceLinks.GetKey(node.Instances[0]), inGraph: true));
        writer.WriteBoolean("selected", isSelected);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, GraphEdge edge)
    {
        writer.WriteStartObject();
        writer.WriteString("from", edge.From);
        writer.WriteString("to", edge.To);
        writer.WriteBoolean("contains", edge.IsContainment);
        writer.WriteEndObject();
    }
}
