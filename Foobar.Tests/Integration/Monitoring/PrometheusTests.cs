using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Foobar.Tests.Integration.Gateway;
using Foobar.Tests.Support;
using Foobar.Tests.Unit.Monitoring;

namespace Foobar.Tests.Integration.Monitoring;

/// <summary>The real programs with the settings of <c>deploy/monitoring</c>, in front of a gateway.</summary>
[Collection(FiguresCollection.Name)]
public sealed class PrometheusTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_reads_a_gateway_and_its_alerts_come_to_Alertmanager()
    {
        await using var web = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(
            [web.Address],
            ("Admin:Port", ScriptedDestination.Nobody().Port.ToString(CultureInfo.InvariantCulture)), ("Admin:Key", "a key for this test alone"), ("Metrics:Prometheus", "true"));
        // A destination is known from its first request on.
        (await gateway.Client.GetAsync(new Uri("/page", UriKind.Relative), Cancellation)).Dispose();
        await using var monitoring = await RunningMonitoring.StartAsync(gateway.AdminAddress.Authority);

        await Eventually.BecomesTrueAsync(async _ => await HasAsync(monitoring, "foobar_gateway_destination_available{job=\"gateway\", instance=\"gateway-1\", destination=\"web-1\"} == 1"), "the gateway's figures");
        await Eventually.BecomesTrueAsync(async _ => (await monitoring.Alertmanager.GetFromJsonAsync<JsonElement>(new Uri("/api/v2/alerts", UriKind.Relative), Cancellation))
            .EnumerateArray().Any(alert => alert.GetProperty("labels").GetProperty("alertname").GetString() == "Watchdog"), "the alert that always fires");

        // Each rule is evaluated without an error, by a Prometheus that is what the rules expect of it.
        var rules = await Eventually.GetAsync<JsonElement[]>(async _ =>
        {
            var answer = await monitoring.Prometheus.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/rules", UriKind.Relative), Cancellation);
            var all = answer.GetProperty("data").GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray()).ToArray();
            return (all.All(rule => rule.GetProperty("health").GetString() != "unknown") ? all : null, answer.ToString());
        });
        Assert.Equal(MonitoringFiles.Rules.Count, rules.Length);
        Assert.All(rules, rule => Assert.Equal("ok", rule.GetProperty("health").GetString()));
        foreach (var series in KnownSeries.OfPrometheus)
            await Eventually.BecomesTrueAsync(_ => HasAsync(monitoring, series), series);
    }

    private static async Task<bool> HasAsync(RunningMonitoring monitoring, string expression)
    {
        var answer = await monitoring.Prometheus.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative), Cancellation);
        return answer.GetProperty("data").GetProperty("result").GetArrayLength() > 0;
    }
}
