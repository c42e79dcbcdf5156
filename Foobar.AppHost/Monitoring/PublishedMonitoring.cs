using Foobar.ServiceDefaults;

namespace Foobar.AppHost.Monitoring;

/// <summary>Those that watch a deployment: containers with the settings of <c>deploy/monitoring</c>.</summary>
internal static class PublishedMonitoring
{
    private const string Endpoint = "http";

    /// <summary>Adds all three to what is published.</summary>
    public static void AddPublishedMonitoring(this IDistributedApplicationBuilder builder, string settings)
    {
        string In(string name) => Path.Combine(settings, name);
        builder.AddContainer(FoobarNames.Resources.Alertmanager, MonitoringImages.Alertmanager, MonitoringImages.AlertmanagerTag)
            .WithArgs($"--config.file={MonitoringImages.AlertmanagerSettings}/alertmanager.yml", $"--storage.path={MonitoringImages.AlertmanagerData}", "--cluster.listen-address=")
            .WithHttpEndpoint(targetPort: MonitoringImages.AlertmanagerPort, name: Endpoint)
            .WithBindMount(In("alertmanager.yml"), $"{MonitoringImages.AlertmanagerSettings}/alertmanager.yml", isReadOnly: true)
            .WithVolume($"{FoobarNames.Resources.Alertmanager}-data", MonitoringImages.AlertmanagerData);

        var prometheus = builder.AddContainer(FoobarNames.Resources.Prometheus, MonitoringImages.Prometheus, MonitoringImages.PrometheusTag)
            .WithArgs($"--config.file={MonitoringImages.PrometheusSettings}/prometheus.yml", $"--storage.tsdb.path={MonitoringImages.PrometheusData}", LocalMonitoring.Retention)
            .WithHttpEndpoint(targetPort: MonitoringImages.PrometheusPort, name: Endpoint)
            .WithBindMount(In("prometheus.yml"), $"{MonitoringImages.PrometheusSettings}/prometheus.yml", isReadOnly: true)
            .WithBindMount(In("rules"), $"{MonitoringImages.PrometheusSettings}/rules", isReadOnly: true)
            .WithBindMount(In("targets"), $"{MonitoringImages.PrometheusSettings}/targets", isReadOnly: true)
            .WithVolume($"{FoobarNames.Resources.Prometheus}-data", MonitoringImages.PrometheusData);

        var password = builder.AddParameter($"{FoobarNames.Resources.Grafana}-admin-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true);
        builder.AddContainer(FoobarNames.Resources.Grafana, MonitoringImages.Grafana, MonitoringImages.GrafanaTag)
            .WithHttpEndpoint(targetPort: MonitoringImages.GrafanaPort, name: Endpoint)
            .WithEnvironment("GF_SECURITY_ADMIN_PASSWORD", password)
            .WithEnvironment("GRAFANA_PROMETHEUS_URL", prometheus.GetEndpoint(Endpoint))
            .WithBindMount(In(Path.Combine("grafana", "provisioning")), MonitoringImages.GrafanaProvisioning, isReadOnly: true)
            .WithBindMount(In(Path.Combine("grafana", "dashboards")), MonitoringImages.GrafanaDashboards, isReadOnly: true)
            .WithVolume($"{FoobarNames.Resources.Grafana}-data", MonitoringImages.GrafanaData);
    }
}
