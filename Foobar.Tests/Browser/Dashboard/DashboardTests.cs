using System.Net;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Foobar.Tests.Browser.Dashboard;

/// <summary>The pages of telemetry in a browser: everything is reached by clicks, and everybody can use it.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task What_went_wrong_is_followed_by_clicks_from_the_log_to_the_database()
    {
        var path = await Chromium.FindAsync();
        using var dashboard = await LoneDashboard.StartAsync();
        using var shop = new SampleShop(dashboard);
        shop.Sell();
        using var playwright = await Playwright.CreateAsync();
        // Root has no sandbox, and small machines have little shared memory.
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        await using var visitor = await OpenAsync(browser, dashboard, Screen.Of("desktop"));
        var page = visitor.Page;

        await visitor.GoAsync($"/login?t={LoneDashboard.Token}");
        await Assertions.Expect(visitor.Heading("Structured logs")).ToBeVisibleAsync();
        await visitor.Button("The article what-a-night-costs could not be read").ClickAsync();
        var details = page.Locator("section.details");
        await Assertions.Expect(details).ToContainTextAsync("no answer");
        await Assertions.Expect(details).ToContainTextAsync("Shop.Articles");
        await CheckAsync(visitor, "dashboard-logs");

        await details.Locator("a[href^='/traces/detail/']").ClickAsync();
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync("gateway →");
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync("localhost:33060");
        var row = page.Locator(".waterfall tbody tr", new() { HasText = "SELECT articles" });
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(details).ToContainTextAsync("SELECT title FROM articles");
        await Assertions.Expect(details).ToContainTextAsync("connection lost");
        await Assertions.Expect(details).ToContainTextAsync("retry");
        Assert.Contains("spanId=", page.Url, StringComparison.Ordinal);
        await CheckAsync(visitor, "dashboard-trace");

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(details).ToHaveCountAsync(0);
        await page.Locator(".waterfall tbody tr", new() { HasText = "GET /articles/{slug}" }).GetByRole(AriaRole.Button).Last.ClickAsync();
        await Assertions.Expect(details.Locator(".entries")).ToContainTextAsync("could not be read");

        await visitor.Link("Traces").First.ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("gateway: GET /articles");
        await visitor.Field("with errors only").CheckAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("errors=true"));
        await CheckAsync(visitor, "dashboard-traces");

        await visitor.Link("Metrics").ClickAsync();
        await visitor.Link("shop.requests").ClickAsync();
        await Assertions.Expect(page.Locator("metric-chart canvas")).ToBeVisibleAsync();
        await page.GetByLabel("Show total").CheckAsync();
        await page.Locator(".dimensions select").First.SelectOptionAsync("GET");
        await Assertions.Expect(page.Locator("metric-chart")).ToHaveAttributeAsync("aria-label", "shop.requests: shop.requests 3 request");
        await CheckAsync(visitor, "dashboard-metrics");
        await visitor.Link("shop.duration").ClickAsync();
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

    private static async Task<BrowserVisitor> OpenAsync(IBrowser browser, LoneDashboard dashboard, Screen screen)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = dashboard.Address.ToString(),
            ColorScheme = screen.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
        });
        context.SetDefaultTimeout(15_000);
        return new BrowserVisitor(context, await context.NewPageAsync(), screen);
    }

    /// <summary>Looks for what somebody could not use, light and dark, and keeps pictures.</summary>
    private static async Task CheckAsync(BrowserVisitor visitor, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var found = await visitor.Page.RunAxe(scheme == ColorScheme.Light
                ? new AxeRunOptions()
                : new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } });
            Assert.True(found.Violations.Length == 0, $"{name}: {string.Join("; ", found.Violations.Select(violation => $"{violation.Help} ({string.Join(", ", violation.Nodes.Select(node => node.Html))})"))}");
            await visitor.ShootAsync($"{name}-{scheme}");
        }
    }
}
