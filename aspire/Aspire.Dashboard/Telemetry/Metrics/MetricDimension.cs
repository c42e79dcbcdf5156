namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>An attribute and the values that it has.</summary>
internal sealed record MetricDimension(string Name, IReadOnlyList<string> Values);
