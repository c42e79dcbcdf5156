using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Client;

/// <summary>A line of the table of resources, so many levels below a root.</summary>
internal sealed record ResourceRow(ResourceView Resource, int Depth, bool HasChildren);
