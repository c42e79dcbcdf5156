namespace Aspire.Hosting.ApplicationModel;

/// <summary>A variable that a process was started with.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);
