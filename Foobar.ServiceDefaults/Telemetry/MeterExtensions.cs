using System.Diagnostics.Metrics;

namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>Makes the instruments of metrics.</summary>
public static class MeterExtensions
{
    /// <summary>A counter to add to.</summary>
    public static Counter<long> CreateCounter(this Meter meter, Metric metric) => meter.CreateCounter<long>(Checked(metric, MetricKind.Counter).Name, metric.Unit, metric.Description);

    /// <summary>A histogram to record in.</summary>
    public static Histogram<double> CreateHistogram(this Meter meter, Metric metric) =>
        meter.CreateHistogram(Checked(metric, MetricKind.Histogram).Name, metric.Unit, metric.Description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = metric.Limits });

    /// <summary>A gauge that is asked for its value.</summary>
    public static void Observe<T>(this Meter meter, Metric metric, Func<T> value) where T : struct =>
        meter.CreateObservableGauge(Checked(metric, MetricKind.Gauge).Name, value, metric.Unit, metric.Description);

    /// <summary>A gauge or a counter that is asked for its values.</summary>
    public static void Observe<T>(this Meter meter, Metric metric, Func<IEnumerable<Measurement<T>>> values) where T : struct
    {
        if (metric.Kind == MetricKind.Counter)
            meter.CreateObservableCounter(metric.Name, values, metric.Unit, metric.Description);
        else
            meter.CreateObservableGauge(Checked(metric, MetricKind.Gauge).Name, values, metric.Unit, metric.Description);
    }

    private static Metric Checked(Metric metric, MetricKind kind) =>
        metric.Kind == kind ? metric : throw new ArgumentException($"{metric.Name} is a {metric.Kind}, not a {kind}.", nameof(metric));
}
