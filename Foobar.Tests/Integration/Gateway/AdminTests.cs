using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>What operators see and do at the port of their own.</summary>
public sealed class AdminTests
{
    private const string Key = "a key for this test alone";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Basic YWRtaW46d3Jvbmc=", 401)]
    [InlineData("Basic not base64", 401)]
    [InlineData("Basic", 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData($"Bearer {Key}", 200)]
    [InlineData("admin", 200)]
    [InlineData("root", 401)]
    public async Task Only_the_key_opens_it(string? authorization, int expected)
    {
        await using var only = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(only);
        using var admin = new HttpClient { BaseAddress = gateway.AdminAddress };
        if (authorization is "admin" or "root")
            authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{authorization}:{Key}"))}";
        if (authorization is not null)
            admin.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var response = await admin.GetAsync(new Uri("/statistics.json", UriKind.Relative), Cancellation);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal(expected == 401, response.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task The_page_has_all_that_it_needs_and_nothing_from_elsewhere()
    {
        await using var only = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(only);
        using var admin = CreateAdmin(gateway);

        foreach (var (path, type) in new[] { ("/", "text/html"), ("/statistics.css", "text/css"), ("/statistics.js", "text/javascript") })
        {
            using var response = await admin.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.DoesNotContain("http://", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
        using var elsewhere = await gateway.Client.GetAsync(new Uri("/statistics.json", UriKind.Relative), Cancellation);
        Assert.Equal("answer", await elsewhere.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task An_operator_takes_a_destination_out_and_puts_it_back()
    {
        await using var first = await LiveDestination.StartAsync();
        await using var second = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(first, second);
        using var admin = CreateAdmin(gateway);
        await SendAsync(gateway, 2);

        using var taken = await admin.PostAsync(new Uri("/clusters/web/destinations/web-1/take-out", UriKind.Relative), content: null, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        await SendAsync(gateway, 6);
        Assert.Equal((1, 7), (first.Served, second.Served));
        Assert.Equal("TakenOut", (await GetDestinationAsync(admin, "web-1")).GetProperty("state").GetString());

        using var back = await admin.PostAsync(new Uri("/clusters/web/destinations/web-1/put-back", UriKind.Relative), content: null, Cancellation);
        await SendAsync(gateway, 6);
        Assert.Equal((4, 10), (first.Served, second.Served));

        var statistics = await admin.GetFromJsonAsync<JsonElement>(new Uri("/statistics.json", UriKind.Relative), Cancellation);
        Assert.Equal(["gets requests again", "gets no new requests"], statistics.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("what").GetString()));
        var figures = await GetDestinationAsync(admin, "web-1");
        Assert.Equal((4, 0, 0), (figures.GetProperty("requests").GetInt32(), figures.GetProperty("failures").GetInt32(), figures.GetProperty("inFlight").GetInt32()));
        Assert.True(figures.GetProperty("recent").GetProperty("median").GetDouble() > 0);
    }

    [Fact]
    public async Task When_all_are_taken_out_the_site_is_away()
    {
        await using var only = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(only);
        using var admin = CreateAdmin(gateway);
        await SendAsync(gateway, 1);

        using var taken = await admin.PostAsync(new Uri("/clusters/web/destinations/web-1/take-out", UriKind.Relative), content: null, Cancellation);
        using var response = await gateway.Client.GetAsync(new Uri("/page", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, only.Served);
    }

    [Theory]
    [InlineData("/clusters/web/destinations/web-1/weight/3", null, 204)]
    [InlineData("/clusters/web/destinations/web-1/weight/0", null, 400)]
    [InlineData("/clusters/web/destinations/web-1/weight/1001", null, 400)]
    [InlineData("/clusters/web/destinations/web-1/weight/many", null, 404)]
    [InlineData("/clusters/web/destinations/web-9/take-out", null, 404)]
    [InlineData("/clusters/other/destinations/web-1/take-out", null, 404)]
    [InlineData("/clusters/web/destinations/web-1/take-out", "https://elsewhere.example", 403)]
    public async Task What_cannot_be_done_is_refused(string path, string? origin, int expected)
    {
        await using var only = await LiveDestination.StartAsync();
        await using var gateway = await StartAsync(only);
        using var admin = CreateAdmin(gateway);
        await SendAsync(gateway, 1);
        if (origin is not null)
            admin.DefaultRequestHeaders.Add("Origin", origin);

        using var response = await admin.PostAsync(new Uri(path, UriKind.Relative), content: null, Cancellation);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal(expected == 204 ? 3 : 1, gateway.Statistics.Clusters[0].Destinations[0].Weight);
    }

    private static Task<GatewayUnderTest> StartAsync(params LiveDestination[] destinations) => GatewayUnderTest.StartAsync(
        [.. destinations.Select(destination => destination.Address)],
        ("Admin:Port", ScriptedDestination.Nobody().Port.ToString(CultureInfo.InvariantCulture)), ("Admin:Key", Key),
        ("Balancing:Policy", "RoundRobin"), ("Balancing:SlowStart", "00:00:00"), ("Retry:StartWithin", "00:00:00"));

    private static HttpClient CreateAdmin(GatewayUnderTest gateway) =>
        new() { BaseAddress = gateway.AdminAddress, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };

    private static async Task<JsonElement> GetDestinationAsync(HttpClient admin, string id) =>
        (await admin.GetFromJsonAsync<JsonElement>(new Uri("/statistics.json", UriKind.Relative), Cancellation))
        .GetProperty("clusters")[0].GetProperty("destinations").EnumerateArray().Single(destination => destination.GetProperty("id").GetString() == id);

    private static async Task SendAsync(GatewayUnderTest gateway, int requests)
    {
        for (var request = 0; request < requests; request++)
        {
            using var response = await gateway.Client.GetAsync(new Uri("/page", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }
}
