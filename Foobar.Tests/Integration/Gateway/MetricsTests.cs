using System.Globalization;
using System.Net;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>The gateway's figures are at the operators' port, and those of the webs stay inside.</summary>
public sealed class MetricsTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/metrics/")]
    [InlineData("/METRICS")]
    [InlineData("/%6Detrics")]
    [InlineData("/metrics?page=1")]
    public async Task No_visitor_reaches_figures(string path)
    {
        await using var web = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(web);

        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(0, web.Served);
    }

    [Fact]
    public async Task Prometheus_reads_them_at_the_operators_port_without_the_key_and_nothing_else_there()
    {
        await using var web = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(web);
        using var operators = new HttpClient { BaseAddress = gateway.AdminAddress };
        using (var page = await gateway.Client.GetAsync(new Uri("/page", UriKind.Relative), Cancellation))
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        var figures = await operators.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        using var statistics = await operators.GetAsync(new Uri("/statistics.json", UriKind.Relative), Cancellation);
        using var change = await operators.PostAsync(new Uri("/clusters/web/destinations/web-1/take-out", UriKind.Relative), content: null, Cancellation);

        // From zero on, so that the first one can be seen.
        Assert.Matches("""(?m)^foobar_gateway_turned_away_total\{[^}]*cluster="web"[^}]*\} 0\b""", figures);
        Assert.Matches("""(?m)^foobar_gateway_destination_available\{[^}]*destination="web-1"[^}]*\} 1\b""", figures);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (statistics.StatusCode, change.StatusCode));
        Assert.DoesNotContain("/statistics.json", await operators.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_they_are_not_switched_on_there_are_none()
    {
        await using var web = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(web, isOn: false);
        using var operators = new HttpClient { BaseAddress = gateway.AdminAddress };

        using var response = await operators.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static Task<GatewayUnderTest> StartAsync(LiveDestination web, bool isOn = true) => GatewayUnderTest.StartAsync(
        [web.Address],
        ("Admin:Port", ScriptedDestination.Nobody().Port.ToString(CultureInfo.InvariantCulture)), ("Admin:Key", "a key for this test alone"),
        ("Metrics:Prometheus", isOn ? "true" : "false"));
}
