namespace Aspire.Dashboard.Protocol;

/// <summary>A relationship to another resource, by its name in the model.</summary>
internal sealed record RelationshipView(string ResourceName, string Type);
