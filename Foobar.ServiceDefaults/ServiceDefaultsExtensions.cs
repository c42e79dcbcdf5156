using Foobar.ServiceDefaults.Stopping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Foobar.ServiceDefaults;

/// <summary>What every service has: telemetry, health endpoints, service discovery and resilient HTTP clients.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds telemetry, a liveness check, service discovery and resilience of HTTP clients.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy(), [FoobarNames.Health.LiveTag])
            .AddCheck<StartedHealthCheck>("started");
        // Whoever asks for the health sees what is wrong; the log need not repeat it at every question.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // Where nobody takes the output in, lines are left out, and their number is told later; no request waits for them.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Probers>();
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready: all checks) and <c>/alive</c> (the process answers), in every environment.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(FoobarNames.Health.Ready, new HealthCheckOptions { ResponseWriter = WriteReadinessAsync });
        app.MapHealthChecks(FoobarNames.Health.Alive, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(FoobarNames.Health.LiveTag),
        });
        return app;
    }

    /// <summary>Asks clients for other connections from the moment that the service is to stop; the first step of a pipeline.</summary>
    public static void UseDraining(this IApplicationBuilder app) => app.UseMiddleware<LeavingConnections>();

    private static Task WriteReadinessAsync(HttpContext context, HealthReport report)
    {
        var draining = context.RequestServices.GetRequiredService<Draining>();
        draining.NoteProbe(context.Request);
        var text = draining.HasBegun ? nameof(Draining) : report.Status.ToString();
        context.Response.Headers[FoobarNames.Headers.Health] = text;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>
    /// Sends logs, metrics and traces to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says. Without one, and with <c>OTEL_SDK_DISABLED</c>, none are made, since nobody
    /// would see them.
    /// </summary>
    private static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) || "true".Equals(builder.Configuration["OTEL_SDK_DISABLED"], StringComparison.OrdinalIgnoreCase))
        {
            builder.Configuration["Aspire:MySqlConnector:DisableTracing"] ??= "true";
            builder.Configuration["Aspire:MySqlConnector:DisableMetrics"] ??= "true";
            // For the scope of this log the server would make an activity for every request, and the HTTP client one more for each of its own.
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
            return;
        }
        // At the end of the service each signal is sent once more: a receiver that is away must not hold that up for the usual 10 s each.
        builder.Configuration["OTEL_EXPORTER_OTLP_TIMEOUT"] ??= builder.Environment.IsDevelopment() ? "250" : "2000";
        var name = builder.Environment.ApplicationName;
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(name))
            .WithTracing(tracing => tracing
                .AddSource(name)
                .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                    !context.Request.Path.StartsWithSegments(FoobarNames.Health.Ready, StringComparison.Ordinal)
                    && !context.Request.Path.StartsWithSegments(FoobarNames.Health.Alive, StringComparison.Ordinal))
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }
}
