namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>A point as it was received.</summary>
/// <param name="Resource">The instance that has measured it.</param>
/// <param name="Instrument">What it has measured with.</param>
/// <param name="Attributes">The dimensions.</param>
/// <param name="Start">When it began to count, as ticks in UTC; 0 if it has not said so.</param>
/// <param name="Time">When it measured, as ticks in UTC.</param>
/// <param name="Bounds">The upper bounds of the ranges of a histogram but for the last, which has none.</param>
/// <param name="Values">The value; of a histogram the count, the sum and the count of each range.</param>
/// <param name="IsDelta">Whether the values count from the point before, and not from the start.</param>
/// <param name="Exemplars">Single measurements that were made in a trace.</param>
internal sealed record MetricPoint(
    TelemetryResource Resource, InstrumentInfo Instrument, TelemetryAttribute[] Attributes, long Start, long Time, double[] Bounds, double[] Values, bool IsDelta, Exemplar[] Exemplars);
