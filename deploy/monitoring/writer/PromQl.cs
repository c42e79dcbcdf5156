using System.Globalization;
using Foobar.ServiceDefaults.Telemetry;

namespace Monitoring;

/// <summary>Expressions over metrics of the catalogue.</summary>
public static class PromQl
{
    /// <summary>How fast a counter grows, or how often a histogram records, each second.</summary>
    public static string Rate(Metric metric, string by = "", string where = "") => $"sum{By(by)} (rate({Counted(metric)}{Where(where)}[$__rate_interval]))";

    /// <summary>The sum of a gauge's values.</summary>
    public static string Sum(Metric metric, string by = "", string where = "") => $"sum{By(by)} ({Plain(metric)}{Where(where)})";

    /// <summary>The largest of a gauge's values.</summary>
    public static string Max(Metric metric, string by = "", string where = "") => $"max{By(by)} ({Plain(metric)}{Where(where)})";

    /// <summary>The smallest of a gauge's values.</summary>
    public static string Min(Metric metric, string by = "", string where = "") => $"min{By(by)} ({Plain(metric)}{Where(where)})";

    /// <summary>The value that this part of what a histogram counted is not above.</summary>
    public static string Quantile(double part, Metric metric, string by = "", string where = "")
    {
        if (metric.Kind != MetricKind.Histogram)
            throw new ArgumentException($"{metric.Name} is no histogram.", nameof(metric));
        var labels = by.Length > 0 ? $"le, {by}" : "le";
        return string.Create(CultureInfo.InvariantCulture, $"histogram_quantile({part}, sum by ({labels}) (rate({metric}_bucket{Where(where)}[$__rate_interval])))");
    }

    private static string Counted(Metric metric) => metric.Kind switch
    {
        MetricKind.Counter => metric.PrometheusName,
        MetricKind.Histogram => $"{metric}_count",
        _ => throw new ArgumentException($"{metric.Name} does not count.", nameof(metric)),
    };

    private static string Plain(Metric metric) =>
        metric.Kind == MetricKind.Gauge ? metric.PrometheusName : throw new ArgumentException($"{metric.Name} is no gauge.", nameof(metric));

    private static string By(string labels) => labels.Length > 0 ? $" by ({labels})" : "";

    private static string Where(string matchers) => matchers.Length > 0 ? $"{{{matchers}}}" : "";
}
