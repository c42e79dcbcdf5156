using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>Makes logs, metrics and traces for those who take them.</summary>
public static class TelemetryServices
{
    /// <summary>Measured several times in each request, at a cost, and told by other figures: how long webs take and how connections to them are used, by those of destinations, and so on.</summary>
    private static readonly string[] Unread =
    [
        "http.client.request.duration", "http.client.active_requests", "http.client.open_connections", "http.client.request.time_in_queue",
        "aspnetcore.routing.match_attempts",
        "aspnetcore.memory_pool.allocated", "aspnetcore.memory_pool.evicted", "aspnetcore.memory_pool.pooled", "aspnetcore.memory_pool.rented",
    ];

    /// <summary>
    /// Sends logs, metrics and traces to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, and has metrics for Prometheus where <c>Metrics:Prometheus</c> says so.
    /// Without either, and with <c>OTEL_SDK_DISABLED</c>, none are made, since nobody would see them.
    /// </summary>
    internal static void AddTelemetry(this IHostApplicationBuilder builder, bool tracesRequests)
    {
        var isOff = "true".Equals(builder.Configuration["OTEL_SDK_DISABLED"], StringComparison.OrdinalIgnoreCase);
        var hasReceiver = !isOff && !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var hasPrometheus = !isOff && builder.Configuration.GetValue(FoobarNames.Configuration.Prometheus, defaultValue: false);
        builder.Services.AddSingleton<DiskMetrics>();
        if (!hasReceiver)
        {
            builder.Configuration["Aspire:MySqlConnector:DisableTracing"] ??= "true";
            // For the scope of this log the server would make an activity for every request, and the HTTP client one more for each of its own.
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        }
        if (!hasReceiver && !hasPrometheus)
        {
            builder.Configuration["Aspire:MySqlConnector:DisableMetrics"] ??= "true";
            return;
        }
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder))
            .WithMetrics(metrics => AddMetrics(metrics, hasPrometheus));
        if (!hasReceiver)
            return;
        // A figure leads to the trace of a request that it was made of.
        builder.Configuration["OTEL_METRICS_EXEMPLAR_FILTER"] ??= "trace_based";
        // At the end of the service each signal is sent once more: a receiver that is away must not hold that up for the usual 10 s each.
        builder.Configuration["OTEL_EXPORTER_OTLP_TIMEOUT"] ??= builder.Environment.IsDevelopment() ? "250" : "2000";
        // A line of the log has the trace and the span that it belongs to.
        builder.Services.Configure<OpenTelemetryLoggerOptions>(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        telemetry.WithLogging().WithTracing(tracing => AddTracing(tracing, tracesRequests)).UseOtlpExporter();
    }

    /// <summary>Leaves a metric of the framework out of a service that has other figures for it: every request pays for each one.</summary>
    public static void LeaveOut(this IHostApplicationBuilder builder, Metric metric) =>
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddView(metric.Name, MetricStreamConfiguration.Drop));

    /// <summary>Maps the figures for Prometheus where they are made; whoever reaches the port may read them.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints, IServiceProvider measured)
    {
        // Without Prometheus the provider has no figures for it, and mapping would fail.
        if (measured.GetService<MeterProvider>() is { } provider && HasPrometheus(measured))
            endpoints.MapPrometheusScrapingEndpoint(FoobarNames.MetricsPath, provider, configureBranchedPipeline: null, optionsName: null).DisableHttpMetrics();
    }

    /// <summary>Whether a path is for those who ask again and again, and would bury what visitors do: probes, and whoever gathers figures.</summary>
    public static bool IsForInsiders(string? path) => path is FoobarNames.Health.Ready or FoobarNames.Health.Alive or FoobarNames.MetricsPath or FoobarNames.StatisticsPath;

    private static bool HasPrometheus(IServiceProvider services) => services.GetRequiredService<IConfiguration>().GetValue(FoobarNames.Configuration.Prometheus, defaultValue: false);

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder) => resource
        .AddService(
            builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName,
            serviceVersion: Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddAttributes([new("deployment.environment.name", builder.Environment.EnvironmentName.ToLowerInvariant())])
        // Last, since what the environment says of the service goes before what it knows of itself.
        .AddEnvironmentVariableDetector();

    private static void AddMetrics(MeterProviderBuilder metrics, bool hasPrometheus)
    {
        metrics
            .AddMeter([.. Catalogue.Meters, .. PlatformMetrics.FrameworkMeters])
            .AddRuntimeInstrumentation()
            .AddView(instrument => Unread.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null)
            .AddView(PlatformMetrics.RequestDuration.Name, new ExplicitBucketHistogramConfiguration { Boundaries = [.. ServiceLevels.DurationLimits] })
            .AddInstrumentation(provider => provider.GetRequiredService<DiskMetrics>());
        if (hasPrometheus)
            metrics.AddPrometheusExporter();
    }

    private static void AddTracing(TracerProviderBuilder tracing, bool tracesRequests)
    {
        tracing
            .AddSource([.. Catalogue.Meters])
            .AddHttpClientInstrumentation(options => options.FilterHttpRequestMessage = request => !IsForInsiders(request.RequestUri?.AbsolutePath));
        if (tracesRequests)
            tracing.AddAspNetCoreInstrumentation(options => options.Filter = context => !IsForInsiders(context.Request.Path.Value));
    }
}
