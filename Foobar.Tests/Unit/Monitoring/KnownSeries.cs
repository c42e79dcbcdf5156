using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Tests.Unit.Monitoring;

/// <summary>The series that rules and dashboards may take.</summary>
internal static class KnownSeries
{
    /// <summary>What Prometheus itself knows, and a test finds in a real one.</summary>
    public static readonly string[] OfPrometheus =
        ["up", "ALERTS", "prometheus_rule_evaluation_failures_total", "prometheus_notifications_dropped_total", "prometheus_config_last_reload_successful"];

    /// <summary>All of them: the services' metrics, what the rules record, what Prometheus has.</summary>
    public static HashSet<string> All { get; } =
    [
        .. Catalogue.Metrics.SelectMany(entry => entry.Metric.SeriesNames),
        .. MonitoringFiles.Rules.Select(rule => rule.Record).Where(record => record.Length > 0),
        .. OfPrometheus,
    ];
}
