using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Foobar.Tests.Browser.Dashboard;

/// <summary>Sends the telemetry of two services that call each other, one of which calls a database.</summary>
internal sealed class SampleShop : IDisposable
{
    private const int ManySpans = 9_000;

    private readonly Uri _receiver;
    private readonly string _key;
    private readonly ActivitySource _gateway;
    private readonly ActivitySource _web;
    private readonly Meter _meter;
    private readonly TracerProvider _gatewayTraces;
    private readonly TracerProvider _webTraces;
    private readonly MeterProvider _metrics;
    private readonly ILoggerFactory _logs;

    /// <param name="receiver">Where telemetry is received over HTTP.</param>
    /// <param name="key">The receiver's key.</param>
    public SampleShop(Uri receiver, string key)
    {
        (_receiver, _key) = (receiver, key);
        // Names that nobody else has, so that what other tests do is not sent too.
        var (gateway, web) = ($"sample.gateway.{Guid.NewGuid():N}", $"sample.web.{Guid.NewGuid():N}");
        (_gateway, _web, _meter) = (new ActivitySource(gateway), new ActivitySource(web), new Meter(web));
        _gatewayTraces = CreateTraces(gateway, "gateway");
        _webTraces = CreateTraces(web, "web-1");
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(CreateResource("web-1")).AddMeter(web).AddOtlpExporter(options => Configure(options, "metrics")).Build();
        _logs = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(CreateResource("web-1")).AddOtlpExporter(exporter => Configure(exporter, "logs"));
        }));
    }

    /// <summary>One request that fails in the database, and what it is measured by.</summary>
    public void Sell()
    {
        using (_gateway.StartActivity("GET /articles", ActivityKind.Server))
        using (_gateway.StartActivity("GET", ActivityKind.Client))
        using (_web.StartActivity("GET /articles/{slug}", ActivityKind.Server))
        {
            using (var query = _web.StartActivity("SELECT articles", ActivityKind.Client)!)
            {
                query.SetTag("db.system.name", "mysql").SetTag("server.address", "localhost").SetTag("server.port", 33060).SetTag("db.query.text", "SELECT title FROM articles");
                query.AddEvent(new ActivityEvent("retry")).SetStatus(ActivityStatusCode.Error, "connection lost");
            }
            _logs.CreateLogger("Shop.Articles").LogError(new TimeoutException("no answer"), "The article {Slug} could not be read", "what-a-night-costs");
        }
        var counter = _meter.CreateCounter<long>("shop.requests", "{request}", "Requests that were answered.");
        counter.Add(3, KeyValuePair.Create<string, object?>("http.request.method", "GET"));
        counter.Add(2, KeyValuePair.Create<string, object?>("http.request.method", "POST"));
        var times = _meter.CreateHistogram<double>("shop.duration", "s", "How long they took.");
        foreach (var time in new[] { 0.02, 0.05, 0.3, 2 })
            times.Record(time);
        Flush();
    }

    /// <summary>One trace with many spans.</summary>
    public void SellMuch()
    {
        using (_gateway.StartActivity("GET /everything", ActivityKind.Server))
        {
            for (var i = 0; i < ManySpans; i++)
                _web.StartActivity("read", ActivityKind.Internal)!.Dispose();
        }
        Flush();
    }

    /// <summary>So many traces of one span.</summary>
    public void SellOften(int times)
    {
        for (var i = 0; i < times; i++)
            _web.StartActivity("GET /one", ActivityKind.Server)!.Dispose();
        Flush();
    }

    public void Dispose()
    {
        _gatewayTraces.Dispose();
        _webTraces.Dispose();
        _metrics.Dispose();
        _logs.Dispose();
        _gateway.Dispose();
        _web.Dispose();
        _meter.Dispose();
    }

    private void Flush()
    {
        // Logs are sent by themselves, within the second.
        Assert.True(_gatewayTraces.ForceFlush());
        Assert.True(_webTraces.ForceFlush());
        Assert.True(_metrics.ForceFlush());
    }

    private TracerProvider CreateTraces(string source, string service) => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(CreateResource(service)).SetSampler(new AlwaysOnSampler()).AddSource(source)
        .AddOtlpExporter(options =>
        {
            Configure(options, "traces");
            options.BatchExportProcessorOptions.MaxQueueSize = ManySpans + 100;
        }).Build();

    private static ResourceBuilder CreateResource(string service) => ResourceBuilder.CreateEmpty().AddService(service, serviceInstanceId: "abcdefgh");

    private void Configure(OtlpExporterOptions options, string signal)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(_receiver, $"/v1/{signal}");
        options.Headers = $"x-otlp-api-key={_key}";
    }
}
