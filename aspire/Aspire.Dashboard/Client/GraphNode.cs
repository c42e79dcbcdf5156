using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Client;

/// <summary>A resource with all of its instances, one or more.</summary>
internal sealed record GraphNode(string Name, IReadOnlyList<ResourceView> Instances);
