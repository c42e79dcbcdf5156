namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relationship to another resource.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);
