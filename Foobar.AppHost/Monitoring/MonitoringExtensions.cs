using Foobar.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace Foobar.AppHost.Monitoring;

/// <summary>Prometheus and Alertmanager beside the site, for those who start them.</summary>
internal static class MonitoringExtensions
{
    private const string Endpoint = "http";

    /// <summary>Adds both as the distribution's programs, and lets the services have figures for them.</summary>
    /// <remarks>Only here: who runs a deployment has a place for them already.</remarks>
    public static void AddMonitoring(this IDistributedApplicationBuilder builder, params IResourceBuilder<ProjectResource>[] services)
    {
        if (!builder.ExecutionContext.IsRunMode)
            return;
        foreach (var service in services)
            service.WithEnvironment(FoobarNames.Configuration.Prometheus.Replace(":", "__", StringComparison.Ordinal), "true");

        var folder = new MonitoringFolder(Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "deploy", "monitoring")));
        builder.Services.AddSingleton(_ => folder);
        builder.Services.AddHostedService<ScrapeTargets>();

        var alertmanager = builder.AddProgram(FoobarNames.Resources.Alertmanager, "prometheus-alertmanager", folder, "--config.file=alertmanager.yml", "--cluster.listen-address=", "--storage.path=alerts");
        var prometheus = builder.AddProgram(FoobarNames.Resources.Prometheus, "prometheus", folder, "--config.file=prometheus.yml", "--storage.tsdb.path=series", "--storage.tsdb.retention.time=30d");
        prometheus.OnBeforeResourceStarted((_, _, _) =>
        {
            foreach (var program in new[] { prometheus.Resource, alertmanager.Resource })
                folder.Set(program.Name, program.Name, program.GetEndpoint(Endpoint).GetHostAndPort());
            return Task.CompletedTask;
        });
    }

    private static IResourceBuilder<ExecutableResource> AddProgram(this IDistributedApplicationBuilder builder, string name, string command, MonitoringFolder folder, params string[] arguments)
    {
        // Other distributions and the makers themselves name it without the first word.
        var program = builder.AddExecutable(name, Find(command) ?? Find(name) ?? command, folder.Path, arguments);
        return program
            .WithHttpEndpoint(name: Endpoint)
            .WithArgs(ReferenceExpression.Create($"--web.listen-address=127.0.0.1:{program.GetEndpoint(Endpoint).Property(EndpointProperty.TargetPort)}"))
            .WithHttpHealthCheck("/-/ready")
            .WithExplicitStart()
            .OnBeforeResourceStarted((_, _, _) =>
            {
                folder.Create();
                return Task.CompletedTask;
            });
    }

    private static string? Find(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, command)).FirstOrDefault(File.Exists);

    private static string GetHostAndPort(this EndpointReference endpoint) => $"{endpoint.Host}:{endpoint.Port}";
}
