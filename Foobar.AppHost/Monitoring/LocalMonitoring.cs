using Foobar.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.Monitoring;

/// <summary>Prometheus and Alertmanager while the model runs: the distribution's programs where they are installed, or else containers.</summary>
internal static class LocalMonitoring
{
    /// <summary>How long Prometheus keeps its figures: the window of the service levels.</summary>
    public const string Retention = "--storage.tsdb.retention.time=30d";

    private const string Endpoint = "http";
    private const string ReadyPath = "/-/ready";

    /// <summary>Adds both, to be started by those who want them.</summary>
    public static void AddLocalMonitoring(this IDistributedApplicationBuilder builder, string settings)
    {
        if (Find(FoobarNames.Resources.Prometheus) is { } prometheus && Find(FoobarNames.Resources.Alertmanager) is { } alertmanager)
        {
            var folder = builder.AddFolder(settings, host: "127.0.0.1");
            builder.Connect(folder,
                builder.AddProgram(FoobarNames.Resources.Alertmanager, alertmanager, folder, "--config.file=alertmanager.yml", "--cluster.listen-address=", "--storage.path=alerts"),
                builder.AddProgram(FoobarNames.Resources.Prometheus, prometheus, folder, "--config.file=prometheus.yml", "--storage.tsdb.path=series", Retention));
        }
        else
        {
            var folder = builder.AddFolder(settings, host: "host.docker.internal");
            builder.Connect(folder,
                builder.AddContainer(FoobarNames.Resources.Alertmanager, MonitoringImages.Alertmanager, MonitoringImages.AlertmanagerTag)
                    .WithArgs($"--config.file={MonitoringImages.AlertmanagerSettings}/alertmanager.yml", $"--storage.path={MonitoringImages.AlertmanagerData}", "--cluster.listen-address=")
                    .WithHttpEndpoint(targetPort: MonitoringImages.AlertmanagerPort, name: Endpoint)
                    .WithBindMount(folder.Path, MonitoringImages.AlertmanagerSettings, isReadOnly: true),
                builder.AddContainer(FoobarNames.Resources.Prometheus, MonitoringImages.Prometheus, MonitoringImages.PrometheusTag)
                    .WithArgs($"--config.file={MonitoringImages.PrometheusSettings}/prometheus.yml", $"--storage.tsdb.path={MonitoringImages.PrometheusData}", Retention)
                    .WithHttpEndpoint(targetPort: MonitoringImages.PrometheusPort, name: Endpoint)
                    .WithBindMount(folder.Path, MonitoringImages.PrometheusSettings, isReadOnly: true));
        }
    }

    private static MonitoringFolder AddFolder(this IDistributedApplicationBuilder builder, string settings, string host)
    {
        var folder = new MonitoringFolder(settings, host);
        // From a factory, so that it is deleted at the end.
        builder.Services.AddSingleton(_ => folder);
        builder.Services.AddHostedService<ScrapeTargets>();
        return folder;
    }

    private static IResourceBuilder<ExecutableResource> AddProgram(this IDistributedApplicationBuilder builder, string name, string path, MonitoringFolder folder, params string[] arguments)
    {
        var program = builder.AddExecutable(name, path, folder.Path, arguments).WithHttpEndpoint(name: Endpoint);
        return program.WithArgs(ReferenceExpression.Create($"--web.listen-address=127.0.0.1:{program.GetEndpoint(Endpoint).Property(EndpointProperty.TargetPort)}"));
    }

    private static void Connect<T>(this IDistributedApplicationBuilder builder, MonitoringFolder folder, IResourceBuilder<T> alertmanager, IResourceBuilder<T> prometheus)
        where T : IResourceWithEndpoints, IResourceWithWaitSupport
    {
        foreach (var program in new[] { alertmanager, prometheus })
        {
            program.WithHttpHealthCheck(ReadyPath).WithExplicitStart().OnBeforeResourceStarted((_, _, _) =>
            {
                folder.Create();
                return Task.CompletedTask;
            });
        }
        prometheus.OnBeforeResourceStarted((_, _, _) =>
        {
            foreach (var program in new[] { prometheus, alertmanager })
                folder.Set(program.Resource.Name, program.Resource.Name, program.GetEndpoint(Endpoint).Port);
            return Task.CompletedTask;
        });
        builder.Services.AddHostedService(services => new AlertWatch(
            prometheus.GetEndpoint(Endpoint), services.GetRequiredService<ResourceNotificationService>(), TimeProvider.System, services.GetRequiredService<ILogger<AlertWatch>>()));
    }

    /// <summary>The program's path: Debian names Alertmanager after Prometheus too, others and the makers themselves do not.</summary>
    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, $"prometheus-{name}"), Path.Combine(folder, name) }).FirstOrDefault(File.Exists);
}
