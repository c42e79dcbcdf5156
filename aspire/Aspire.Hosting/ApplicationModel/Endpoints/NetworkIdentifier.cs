namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a network that endpoints are reached from.</summary>
public record NetworkIdentifier(string Value);
