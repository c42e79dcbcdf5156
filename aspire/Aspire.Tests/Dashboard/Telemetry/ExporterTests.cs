extern alias dashboard;

using System.Diagnostics;
using System.Diagnostics.Metrics;
using dashboard::Aspire.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Telemetry.Logs;
using dashboard::Aspire.Dashboard.Telemetry.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SpanKind = dashboard::Aspire.Dashboard.Telemetry.Traces.SpanKind;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>What the exporter of OpenTelemetry sends is what the dashboard has.</summary>
public sealed class ExporterTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task All_signals_arrive_as_they_were_made(OtlpExportProtocol protocol)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        // The names are this test's own: other tests may make activities at the same time.
        var name = $"test.{protocol}";
        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        void Configure(OtlpExporterOptions options, string signal)
        {
            options.Protocol = protocol;
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? receiver.GrpcAddress : new Uri(receiver.HttpAddress, $"/v1/{signal}");
            options.Headers = $"x-otlp-api-key={RunningReceiver.Key}";
        }

        var resource = ResourceBuilder.CreateEmpty().AddService("shop", serviceInstanceId: "abcdefgh");
        using var tracing = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).SetSampler(new AlwaysOnSampler()).AddSource(name).AddOtlpExporter(options => Configure(options, "traces")).Build();
        using var metering = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(name).AddOtlpExporter(options => Configure(options, "metrics")).Build();
        ActivityTraceId trace;
        ActivitySpanId child;
        using (var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(resource).AddOtlpExporter(exporter => Configure(exporter, "logs"));
        })))
        {
            using var root = source.StartActivity("sell", ActivityKind.Server)!;
            using var inner = source.StartActivity("pay", ActivityKind.Client)!;
            inner.SetTag("server.port", 8080).SetTag("tried", new[] { "card", "cash" }).AddEvent(new ActivityEvent("declined"));
            inner.SetStatus(ActivityStatusCode.Error, "no money");
            logging.CreateLogger("Till").LogWarning(new InvalidOperationException("empty"), "Sold {Count} pieces", 3);
            meter.CreateCounter<long>("sales", "{sale}", "What was sold.").Add(3, KeyValuePair.Create<string, object?>("kind", "book"));
            var times = meter.CreateHistogram<double>("time", "s");
            times.Record(0.02);
            times.Record(3);
            (trace, child) = (inner.TraceId, inner.SpanId);
        }
        Assert.True(tracing.ForceFlush());
        Assert.True(metering.ForceFlush());

        var spans = receiver.Store.Traces.GetSpans(TelemetryIds.ParseTrace(trace.ToHexString()));
        Assert.Equal(["sell", "pay"], spans.Select(span => span.Name));
        var pay = spans[1];
        Assert.Equal((spans[0].Id, SpanKind.Client, true, "no money", "shop-abcdefgh"), (pay.ParentId, pay.Kind, pay.IsError, pay.StatusMessage, pay.Resource.Id));
        Assert.Equal(("8080", """["card","cash"]"""), (pay.Attributes.Find("server.port"), pay.Attributes.Find("tried")));
        Assert.Equal("declined", Assert.Single(pay.Events).Name);

        var log = Assert.Single(receiver.Store.Logs.Find(new LogFilter("shop", LogSeverity.Warning, "3 PIECES", TelemetryIds.ParseTrace(trace.ToHexString()), TelemetryIds.ParseSpan(child.ToHexString()))));
        Assert.Equal(("Till", "Sold 3 pieces", "3", "empty"), (log.Category, log.Message, log.Attributes.Find("Count"), log.Attributes.Find("exception.message")));

        Assert.Equal(["sales", "time"], receiver.Store.Metrics.GetInstruments("shop").Select(info => info.Name));
        MetricView Read(string instrument) => receiver.Store.Metrics.Read(new MetricQuery("shop", name, instrument, TimeProvider.System.GetUtcNow().AddSeconds(2).UtcTicks,
            TimeSpan.FromMinutes(1), 60, new Dictionary<string, string>(), null, ShowTotal: true))!;
        var sales = Read("sales");
        Assert.Equal((new InstrumentInfo(name, "sales", "What was sold.", "{sale}", InstrumentKind.Counter), 3.0), (sales.Info, sales.Lines[0].Values[^1]));
        Assert.Equal("book", Assert.Single(Assert.Single(sales.Dimensions, dimension => dimension.Name == "kind").Values));
        var time = Read("time");
        Assert.Equal(InstrumentKind.Histogram, time.Info.Kind);
        Assert.Contains(time.Lines[2].Values, value => value is > 2.5 and <= 5);
    }
}
