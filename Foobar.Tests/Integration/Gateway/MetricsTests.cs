using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>The gateway's figures are at the operators' port, and those of the webs stay inside.</summary>
[Collection(FiguresCollection.Name)]
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

        using var statistics = await operators.GetAsync(new Uri("/statistics.json", UriKind.Relative), Cancellation);
        using var change = await operators.PostAsync(new Uri("/clusters/web/destinations/web-1/take-out", UriKind.Relative), content: null, Cancellation);

        // Meters are told apart by their names, and other gateways of this process may be in trouble now.
        await Eventually.GetAsync<string>(async cancellationToken =>
        {
            var figures = await operators.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
            // From zero on, so that the first one can be seen.
            return (Regex.IsMatch(figures, """(?m)^foobar_gateway_turned_away_total\{[^}]*cluster="web"[^}]*\} 0\b""")
                && Regex.IsMatch(figures, """(?m)^foobar_gateway_destination_available\{[^}]*destination="web-1"[^}]*\} 1\b""") ? figures : null, figures);
        });
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (statistics.StatusCode, change.StatusCode));
        // What operators ask for is not among the requests of visitors.
        var after = await operators.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        Assert.Matches("""(?m)^http_server_request_duration_seconds_count\{.*http_route="\{\*\*path\}""", after);
        Assert.DoesNotMatch("""(?m)^http_server_request_duration_seconds_count\{.*http_route="/statistics.json""", after);
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
