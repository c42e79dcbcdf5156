namespace Aspire.Hosting.Local;

/// <summary>A run that can be started, with the variables that come from the model.</summary>
internal sealed record PreparedRun(LocalRun Run, IReadOnlyDictionary<string, string> ModelVariables);
