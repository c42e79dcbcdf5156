using System.Net;
using Foobar.Tests.Support;
using Microsoft.Playwright;

namespace Foobar.Tests.Browser.Dashboard;

/// <summary>The pages of telemetry in a browser: everything is reached by clicks, and everybody can use it.</summary>
public sealed class DashboardTests
{
    /// <summary>There is a line or a point in the chart, above its legend: all else there is grey.</summary>
    private const string HasColour = """
        () => {
          const canvas = document.querySelector('metric-chart canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height * 0.8);
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3] > 200 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60)
              return true;
          return false;
        }
        """;

    [Fact]
    public async Task What_went_wrong_is_followed_by_clicks_from_the_log_to_the_database()
    {
        using var dashboard = await LoneDashboard.StartAsync();
        using var shop = new SampleShop(dashboard.OtlpAddress, LoneDashboard.Key);
        shop.Sell();
        await using var browser = await DashboardBrowser.OpenAsync(dashboard.Address, Screen.Of("desktop"));
        var visitor = browser.Visitor;
        var page = visitor.Page;

        await visitor.GoAsync($"/login?t={LoneDashboard.Token}");
        await Assertions.Expect(visitor.Heading("Structured logs")).ToBeVisibleAsync();
        await visitor.Button("The article what-a-night-costs could not be read").ClickAsync();
        var details = page.Locator("section.details");
        await Assertions.Expect(details).ToContainTextAsync("no answer");
        await Assertions.Expect(details).ToContainTextAsync("Shop.Articles");
        await browser.CheckAsync("dashboard-logs");

        await details.Locator("a[href^='/traces/detail/']").ClickAsync();
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync("gateway →");
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync("localhost:33060");
        var row = page.Locator(".waterfall tbody tr", new() { HasText = "SELECT articles" });
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(details).ToContainTextAsync("SELECT title FROM articles");
        await Assertions.Expect(details).ToContainTextAsync("connection lost");
        await Assertions.Expect(details).ToContainTextAsync("retry");
        Assert.Contains("spanId=", page.Url, StringComparison.Ordinal);
        await browser.CheckAsync("dashboard-trace");

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(details).ToHaveCountAsync(0);
        await page.Locator(".waterfall tbody tr", new() { HasText = "GET /articles/{slug}" }).GetByRole(AriaRole.Button).Last.ClickAsync();
        await Assertions.Expect(details.Locator(".entries")).ToContainTextAsync("could not be read");

        await visitor.Link("Traces").First.ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("gateway: GET /articles");
        await visitor.Field("with errors only").CheckAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("errors=true"));
        await browser.CheckAsync("dashboard-traces");

        await visitor.Link("Metrics").ClickAsync();
        await visitor.Link("shop.requests").ClickAsync();
        await Assertions.Expect(page.Locator("metric-chart canvas")).ToBeVisibleAsync();
        await page.GetByLabel("Show total").CheckAsync();
        await page.Locator(".dimensions select").First.SelectOptionAsync("GET");
        await Assertions.Expect(page.Locator("metric-chart")).ToHaveAttributeAsync("aria-label", "shop.requests: shop.requests 3 request");
        await browser.CheckAsync("dashboard-metrics");
        await visitor.Link("shop.duration").ClickAsync();
        // One sale is a value with nothing before and after it.
        await Assertions.Expect(page.Locator("metric-chart").First).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("p99"));
        await page.WaitForFunctionAsync(HasColour);
        await visitor.Button("Table").ClickAsync();
        await Assertions.Expect(page.Locator("thead")).ToContainTextAsync("p99");

        shop.SellMuch();
        await visitor.GoAsync("/traces?text=everything");
        await page.Locator("tbody a.cell", new() { HasText = "gateway: GET /everything" }).ClickAsync();
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync("9001");
        var first = page.Locator(".waterfall tbody tr", new() { HasText = "GET /everything" });
        await Assertions.Expect(first).ToBeVisibleAsync();
        // The browser has only the rows that can be seen.
        Assert.InRange(await page.Locator(".waterfall tbody tr").CountAsync(), 5, 200);
        await page.Locator(".waterfall.table-frame").EvaluateAsync("frame => frame.scrollTop = frame.scrollHeight");
        await Assertions.Expect(first).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".waterfall tbody tr", new() { HasText = "web-1 read" }).Last).ToBeVisibleAsync();

        await RefusesForeignersAsync(dashboard);
    }

    [Fact]
    public async Task What_was_received_survives_a_kill_and_is_saved_and_opened_elsewhere()
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFolders.Data, Guid.NewGuid().ToString("N"))).FullName;
        var kept = ("DASHBOARD__RECORDING__PATH", Path.Combine(folder, "telemetry.db"));
        var saved = Path.Combine(folder, "yesterday.recording");
        using (var dashboard = await LoneDashboard.StartAsync(kept))
        {
            using var shop = new SampleShop(dashboard.OtlpAddress, LoneDashboard.Key);
            shop.Sell();
            await using var browser = await OpenTracesAsync(dashboard, "gateway: GET /articles");
            var download = await browser.Visitor.Page.RunAndWaitForDownloadAsync(() => browser.Visitor.Link("Save the telemetry as a file").ClickAsync());
            await download.SaveAsAsync(saved);
            Assert.EndsWith(".recording", download.SuggestedFilename, StringComparison.Ordinal);
        }

        using (var again = await LoneDashboard.StartAsync(kept))
        {
            await using var browser = await OpenTracesAsync(again, "gateway: GET /articles");
            await browser.Visitor.Button("Clear").ClickAsync();
            await Assertions.Expect(browser.Visitor.Page.GetByText("No traces match.")).ToBeVisibleAsync();
        }

        using (var elsewhere = await LoneDashboard.StartAsync(("DASHBOARD__RECORDING__OPEN", saved)))
        {
            await using var browser = await OpenTracesAsync(elsewhere, "gateway: GET /articles");
            await Assertions.Expect(browser.Visitor.Page.Locator(".brand")).ToContainTextAsync("yesterday.recording");
            await Assertions.Expect(browser.Visitor.Link("Save the telemetry as a file")).ToHaveCountAsync(0);
        }
    }

    private static async Task<DashboardBrowser> OpenTracesAsync(LoneDashboard dashboard, string expected)
    {
        var browser = await DashboardBrowser.OpenAsync(dashboard.Address, Screen.Of("desktop"));
        try
        {
            await browser.Visitor.GoAsync($"/login?t={LoneDashboard.Token}");
            await browser.Visitor.GoAsync("/traces");
            await Assertions.Expect(browser.Visitor.Page.Locator("tbody")).ToContainTextAsync(expected);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>The pages are not where telemetry is received, and the other way round.</summary>
    private static async Task RefusesForeignersAsync(LoneDashboard dashboard)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var export = await client.PostAsync(new Uri(dashboard.Address, "/v1/traces"), new ByteArrayContent([]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, export.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(dashboard.OtlpAddress, "/login"));
        request.Headers.Add("x-otlp-api-key", LoneDashboard.Key);
        using var login = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, login.StatusCode);
    }
}
