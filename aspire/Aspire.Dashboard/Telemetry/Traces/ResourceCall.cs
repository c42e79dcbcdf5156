namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>How often one resource called another in a trace.</summary>
internal sealed record ResourceCall(string From, string To, int Count, int Errors);
