namespace Aspire.Dashboard.Protocol;

/// <summary>Runs a command of an instance with these arguments.</summary>
internal sealed record CommandRequest(string ResourceId, string CommandName, IReadOnlyDictionary<string, string?> Arguments);
