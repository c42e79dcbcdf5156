namespace Aspire.Dashboard.Telemetry;

/// <summary>A name and a value; values of all types are kept as text.</summary>
internal readonly record struct TelemetryAttribute(string Key, string Value);
