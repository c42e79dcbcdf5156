namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>A line of a chart; null where nothing is known.</summary>
internal sealed record MetricLine(string Name, double?[] Values);
