using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Foobar.ServiceDefaults;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Foobar.Tests.Unit.ServiceDefaults;

/// <summary>What a service tells of itself, and to whom.</summary>
[Collection(FiguresCollection.Name)]
public sealed class TelemetryTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    // Nobody listens there, and nothing is sent before the end.
    private static readonly (string, string)[] Receiver = [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_METRIC_EXPORT_INTERVAL", "600000"), ("OTEL_BSP_SCHEDULE_DELAY", "600000"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "50")];

    [Theory]
    [InlineData(null, null)]
    [InlineData("Metrics:Prometheus", "false")]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    public async Task Without_anybody_who_takes_it_nothing_is_measured(string? key, string? value)
    {
        await using var service = await StartAsync(key == "OTEL_SDK_DISABLED" ? [.. Receiver, ("Metrics:Prometheus", "true"), (key, value!)] : key is null ? [] : [(key, value!)]);
        using var meter = service.Services.GetRequiredService<IMeterFactory>().Create(GatewayMetrics.Meter);

        Assert.False(meter.CreateCounter(GatewayMetrics.Retries).Enabled);
        Assert.Null(service.Services.GetService<MeterProvider>());
        Assert.Null(service.Services.GetService<TracerProvider>());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(service, "/metrics")).Status);
    }

    [Fact]
    public async Task Prometheus_gets_every_metric_by_the_name_that_rules_and_dashboards_have_for_it()
    {
        await using var service = await StartAsync(("Metrics:Prometheus", "true"));
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        foreach (var (source, metric) in Catalogue.Metrics.Where(entry => entry.Source != typeof(PlatformMetrics) && entry.Source != typeof(ServiceMetrics)))
        {
            var meter = meters.Create((string)source.GetField("Meter")!.GetRawConstantValue()!);
            if (metric.Kind == MetricKind.Counter)
                meter.CreateCounter(metric).Add(1);
            else if (metric.Kind == MetricKind.Histogram)
                meter.CreateHistogram(metric).Record(0.25);
            else
                meter.Observe(metric, () => 1);
        }
        await GetAsync(service, "/page");
        // One exception, which is counted.
        Assert.Throws<FormatException>(static () => Guid.Parse("none"));

        var (_, figures) = await GetAsync(service, "/metrics");

        var series = figures.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line[..line.IndexOfAny(['{', ' '])]).ToHashSet();
        // The driver measures when there is a server to talk to.
        Assert.Empty(Catalogue.Metrics.Where(entry => !entry.Metric.Name.StartsWith("db.", StringComparison.Ordinal)).SelectMany(entry => entry.Metric.SeriesNames).Except(series));
        Assert.Contains("foobar_gateway_waits_seconds_bucket{", figures, StringComparison.Ordinal);
        Assert.Contains("le=\"0.3\"", figures, StringComparison.Ordinal);
        Assert.Null(service.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task Health_checks_and_scrapes_do_not_count_as_requests_of_visitors()
    {
        await using var service = await StartAsync(("Metrics:Prometheus", "true"));

        foreach (var path in new[] { "/health", "/alive", "/metrics", "/page" })
            await GetAsync(service, path);
        var figures = await Eventually.GetAsync<string>(async _ =>
        {
            var (_, text) = await GetAsync(service, "/metrics");
            return (Measured(text).Contains("/page") ? text : null, text);
        });

        Assert.DoesNotContain("/health", Measured(figures));
        Assert.DoesNotContain("/alive", Measured(figures));
        // Others of this process measure who asks for figures where there are none.
        Assert.Equal(["/alive", "/health", "/metrics"], service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null).Select(endpoint => endpoint.RoutePattern.RawText).Order());

        static IEnumerable<string> Measured(string figures) =>
            Regex.Matches(figures, """(?m)^http_server_request_duration_seconds_count\{[^}]*http_route="([^"]*)""").Select(match => match.Groups[1].Value);
    }

    [Fact]
    public async Task Requests_of_visitors_are_traced_and_health_checks_are_not()
    {
        await using var service = await StartAsync(Receiver);

        foreach (var path in new[] { "/health", "/alive", "/ask", "/page" })
            await GetAsync(service, path);
        var source = service.Services.GetRequiredService<ActivitySource>();
        using (Untraced.Begin())
            source.StartActivity("probe")?.Dispose();
        source.StartActivity("work")?.Dispose();

        // Other tests of this process make spans as well, at other ports.
        var spans = service.Services.GetRequiredService<Spans>();
        var port = AddressOf(service).Port;
        // A request's span ends when its answer has already been read.
        string[] expected = ["Client /ask", "Client /page", "Internal work", "Server /ask", "Server /page"];
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(!expected.Except(spans.At(port)).Any()), "the spans of the requests");
        Assert.Equal(expected, spans.At(port).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/pages/1", "GET /pages/{id}", "200", null, ActivityStatusCode.Unset)]
    [InlineData("/fail", "GET /fail", "500", "System.InvalidOperationException", ActivityStatusCode.Error)]
    public async Task A_span_of_a_request_says_what_was_asked_for_and_what_became_of_it(string path, string name, string status, string? error, ActivityStatusCode outcome)
    {
        await using var service = await StartAsync(Receiver);

        await GetAsync(service, path);

        var spans = service.Services.GetRequiredService<Spans>();
        var port = AddressOf(service).Port;
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(spans.ServerAt(port) is not null), "the span of the request");
        var span = spans.ServerAt(port)!;
        Assert.Equal(name, span.DisplayName);
        Assert.Equal(outcome, span.Status);
        (string, string?)[] expected =
        [
            ("http.request.method", "GET"), ("url.scheme", "http"), ("url.path", path), ("server.address", "127.0.0.1"), ("network.protocol.version", "1.1"),
            ("http.route", name["GET ".Length..]), ("http.response.status_code", status), ("error.type", error),
        ];
        Assert.Equal(expected, expected.Select(tag => (tag.Item1, span.GetTagItem(tag.Item1)?.ToString())));
    }

    [Fact]
    public async Task A_line_of_the_log_has_its_text_and_the_span_that_it_belongs_to()
    {
        await using var service = await StartAsync(Receiver);
        var logger = service.Services.GetRequiredService<ILoggerFactory>().CreateLogger("work");

        using var activity = service.Services.GetRequiredService<ActivitySource>().StartActivity("work");
        logger.Log(LogLevel.Warning, default, "something", exception: null, static (state, _) => $"{state} happened");

        Assert.NotNull(activity);
        Assert.Contains(("something happened", activity.SpanId), service.Services.GetRequiredService<Lines>().Written);
    }

    [Theory]
    [InlineData("always_on", null, true)]
    [InlineData("always_off", null, false)]
    [InlineData("traceidratio", "0", false)]
    [InlineData("parentbased_traceidratio", "1", true)]
    public async Task What_is_traced_is_a_setting(string sampler, string? argument, bool expected)
    {
        await using var service = await StartAsync([.. Receiver, ("OTEL_TRACES_SAMPLER", sampler), .. argument is null ? [] : new[] { ("OTEL_TRACES_SAMPLER_ARG", argument) }]);

        using var activity = service.Services.GetRequiredService<ActivitySource>().StartActivity("work");

        Assert.Equal(expected, activity?.Recorded ?? false);
    }

    [Fact]
    public async Task A_service_says_who_it_is_and_the_environment_knows_better()
    {
        await using var service = await StartAsync([.. Receiver, ("OTEL_SERVICE_NAME", "web-1"), ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=abc,service.version=7")]);

        var attributes = service.Services.GetRequiredService<TracerProvider>().GetResource().Attributes.ToDictionary();

        Assert.Equal(("web-1", "abc", "7", "development"),
            (attributes["service.name"], attributes["service.instance.id"], attributes["service.version"], attributes["deployment.environment.name"]));
    }

    [Fact]
    public async Task Without_settings_a_service_has_a_name_a_version_and_an_instance()
    {
        await using var service = await StartAsync(Receiver);

        var attributes = service.Services.GetRequiredService<MeterProvider>().GetResource().Attributes.ToDictionary();

        Assert.Equal("Telemetry.Test", attributes["service.name"]);
        Assert.NotEmpty(Assert.IsType<string>(attributes["service.instance.id"]));
        Assert.NotEmpty(Assert.IsType<string>(attributes["service.version"]));
    }

    private static async Task<WebApplication> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, ApplicationName = "Telemetry.Test" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        var spans = new Spans();
        var source = new ActivitySource($"Telemetry.Test {Guid.NewGuid():N}");
        var lines = new Lines();
        builder.Services.AddSingleton(lines);
        builder.Services.ConfigureOpenTelemetryLoggerProvider(logging => logging.AddProcessor(lines));
        builder.Services.AddSingleton(spans);
        builder.Services.AddSingleton(_ => source);
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(source.Name).AddProcessor(spans));
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapMetrics(app.Services);
        app.MapGet("/page", () => "a page");
        app.MapGet("/pages/{id}", (string id) => $"page {id}");
        app.MapGet("/fail", string () => throw new InvalidOperationException("It fails."));
        // Asks for the health of a service, as a gateway does.
        app.MapGet("/ask", async (HttpClient client) => await client.GetStringAsync(new Uri(AddressOf(app), "/health")));
        await app.StartAsync(Cancellation);
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(WebApplication service, string path)
    {
        using var client = new HttpClient { BaseAddress = AddressOf(service) };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Keeps the lines of the log that are to be exported.</summary>
    private sealed class Lines : BaseProcessor<LogRecord>
    {
        private readonly ConcurrentQueue<(string?, ActivitySpanId)> _written = [];

        public IReadOnlyCollection<(string?, ActivitySpanId)> Written => _written;

        // The record is used again when this has returned.
        public override void OnEnd(LogRecord data) => _written.Enqueue((data.FormattedMessage, data.SpanId));
    }

    /// <summary>Keeps the spans that are to be exported.</summary>
    private sealed class Spans : BaseProcessor<Activity>
    {
        private readonly ConcurrentQueue<Activity> _ended = [];

        /// <summary>Those of a service and its clients, and those that are of no request.</summary>
        public IEnumerable<string> At(int port) => _ended
            .Where(span => span.Kind == ActivityKind.Internal || Convert.ToInt32(span.GetTagItem("server.port"), CultureInfo.InvariantCulture) == port)
            .Select(span => $"{span.Kind} {span.GetTagItem("url.path") ?? (span.GetTagItem("url.full") is string url ? new Uri(url).AbsolutePath : span.DisplayName)}");

        /// <summary>The one of a service's request; null when there is none yet.</summary>
        public Activity? ServerAt(int port) =>
            _ended.SingleOrDefault(span => span.Kind == ActivityKind.Server && Convert.ToInt32(span.GetTagItem("server.port"), CultureInfo.InvariantCulture) == port);

        public override void OnEnd(Activity data)
        {
            if (data.Recorded)
                _ended.Enqueue(data);
        }
    }
}
