using Foobar.ServiceDefaults.Stopping;
using Foobar.ServiceDefaults.Systemd;
using Foobar.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Foobar.ServiceDefaults;

/// <summary>What every service has: telemetry, health endpoints, service discovery and resilient HTTP clients.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds secrets from files, telemetry, a liveness check, service discovery and resilience of HTTP clients.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="tracesRequests">Whether the framework makes the spans of requests; a service that makes them by itself has none twice.</param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, bool tracesRequests = true) where TBuilder : IHostApplicationBuilder
    {
        builder.AddSecretFiles(); // before all that reads settings
        builder.AddSystemd();
        builder.AddTelemetry(tracesRequests);
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

    /// <summary>Maps <c>/health</c> (ready: all checks) and <c>/alive</c> (the process answers), in every environment; what they are asked is not measured as visitors' requests are.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(FoobarNames.Health.Ready, new HealthCheckOptions { ResponseWriter = WriteReadinessAsync }).DisableHttpMetrics();
        app.MapHealthChecks(FoobarNames.Health.Alive, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(FoobarNames.Health.LiveTag),
        }).DisableHttpMetrics();
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
}
