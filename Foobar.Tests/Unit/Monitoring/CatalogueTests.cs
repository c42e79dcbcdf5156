using System.Diagnostics.Metrics;
using Foobar.Database.Timeline;
using Foobar.Gateway.Tls;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Tests.Integration.Gateway;
using Foobar.Tests.Integration.Gateway.Tls;
using Foobar.Web.Data.Routing;
using Foobar.Web.Identity.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foobar.Tests.Unit.Monitoring;

/// <summary>What the services measure is what the catalogue says, nothing less and nothing more.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public async Task The_gateway_measures_what_the_catalogue_says()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(ScriptedDestination.Nobody());
        using var folder = new CertificateFolder(TestCertificate.Create("www.foobar.com", TimeSpan.FromDays(10)));
        using var certificates = new CertificateSource(new TlsOptions { Certificate = folder.Certificate, Key = folder.Key }, TimeProvider.System, gateway.Meters, NullLogger<CertificateSource>.Instance);

        Assert.Equal(Expected(typeof(GatewayMetrics)), Published(gateway.Meters, GatewayMetrics.Meter));
    }

    [Fact]
    public void The_web_measures_what_the_catalogue_says()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var routing = new RoutingTelemetry(meters);
        var options = new RoutingOptions();
        using var cluster = new Cluster(services, options);
        routing.Observe(new ClusterState(options, TimeProvider.System), cluster);
        using var signIns = new SignInThrottle(null!, TimeProvider.System, meters, NullLogger<SignInThrottle>.Instance);

        Assert.Equal(Expected(typeof(WebMetrics)), Published(meters, WebMetrics.Meter));
    }

    [Fact]
    public void The_database_measures_what_the_catalogue_says()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        _ = new ClusterMetrics(meters, new DiskMetrics(meters));

        Assert.Equal(Expected(typeof(DatabaseMetrics)), Published(meters, DatabaseMetrics.Meter));
        Assert.Equal(Expected(typeof(ServiceMetrics)), Published(meters, ServiceMetrics.Meter));
    }

    [Theory]
    [InlineData("foobar.gateway.retries", MetricKind.Counter, "{retry}", "foobar_gateway_retries_total")]
    [InlineData("foobar.gateway.cache.size", MetricKind.Gauge, "By", "foobar_gateway_cache_size_bytes")]
    [InlineData("foobar.mysql.lag", MetricKind.Gauge, "s", "foobar_mysql_lag_seconds")]
    [InlineData("dotnet.gc.pause.time", MetricKind.Counter, "s", "dotnet_gc_pause_time_seconds_total")]
    [InlineData("http.server.request.duration", MetricKind.Histogram, "s", "http_server_request_duration_seconds")]
    public void A_metric_has_the_name_that_Prometheus_gives_it(string name, MetricKind kind, string unit, string expected)
    {
        var metric = Catalogue.Metrics.Single(entry => entry.Metric.Name == name).Metric;

        Assert.Equal((kind, unit, expected), (metric.Kind, metric.Unit, metric.PrometheusName));
    }

    [Fact]
    public void Names_are_there_once() => Assert.Equal(Catalogue.Metrics.Count, Catalogue.Metrics.Select(entry => entry.Metric.PrometheusName).Distinct().Count());

    private static IEnumerable<string> Expected(Type source) => Catalogue.From(source).Select(entry => $"{entry.Metric.Name} {entry.Metric.Kind} {entry.Metric.Unit}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Published(IMeterFactory meters, string meter)
    {
        var found = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name == meter)
                    found.Add($"{instrument.Name} {KindOf(instrument)} {instrument.Unit}");
            },
        };
        listener.Start();
        return found.Order(StringComparer.Ordinal);
    }

    private static MetricKind KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        nameof(Counter<>) or nameof(ObservableCounter<>) => MetricKind.Counter,
        nameof(Histogram<>) => MetricKind.Histogram,
        nameof(ObservableGauge<>) => MetricKind.Gauge,
        var other => throw new InvalidOperationException($"{instrument.Name} is a {other}."),
    };
}
