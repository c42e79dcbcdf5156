namespace Foobar.AppHost.Monitoring;

/// <summary>The images of those that watch, and where they look for what.</summary>
internal static class MonitoringImages
{
    public const string Prometheus = "docker.io/prom/prometheus";
    public const string PrometheusTag = "v3.5.0";
    public const string PrometheusSettings = "/etc/prometheus";
    public const string PrometheusData = "/prometheus";
    public const int PrometheusPort = 9090;

    public const string Alertmanager = "docker.io/prom/alertmanager";
    public const string AlertmanagerTag = "v0.28.1";
    public const string AlertmanagerSettings = "/etc/alertmanager";
    public const string AlertmanagerData = "/alertmanager";
    public const int AlertmanagerPort = 9093;

    public const string Grafana = "docker.io/grafana/grafana";
    public const string GrafanaTag = "12.1.0";
    public const string GrafanaProvisioning = "/etc/grafana/provisioning";
    public const string GrafanaDashboards = "/var/lib/grafana/dashboards";
    public const string GrafanaData = "/var/lib/grafana";
    public const int GrafanaPort = 3000;
}
