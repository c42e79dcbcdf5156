namespace Aspire.Dashboard.Client;

/// <summary>One resource needs another one, or it is the parent that contains it; by name.</summary>
internal sealed record GraphEdge(string From, string To, bool IsContainment);
