using System.Text.RegularExpressions;
using Foobar.Tests.Support;
using Microsoft.Playwright;

namespace Foobar.Tests.Browser.Dashboard;

/// <summary>The pages of resources in a browser, with a live application behind them.</summary>
public sealed class ResourcePagesTests
{
    [Fact]
    public async Task The_graph_shows_what_needs_what_and_how_it_is_now()
    {
        await using var application = await SmallApplication.StartAsync();
        await using var browser = await DashboardBrowser.OpenAsync(application.Dashboard, Screen.Of("desktop"));
        var visitor = browser.Visitor;
        var page = visitor.Page;

        await OpenAsync(visitor, resources: 3);
        await visitor.Link("Graph").ClickAsync();
        var (shop, store, cleaner) = (visitor.Link("shop Running Executable"), visitor.Link("store Running Executable"), visitor.Link("cleaner Not started Executable"));
        foreach (var node in new[] { shop, store, cleaner })
            await Assertions.Expect(node).ToBeVisibleAsync();
        await Assertions.Expect(shop).ToHaveAccessibleDescriptionAsync("needs store");
        await Assertions.Expect(page.Locator("path.edge:not(.contains)")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("path.edge.contains")).ToHaveCountAsync(1);
        Assert.True(await LeftOfAsync(shop) < await LeftOfAsync(store) && await LeftOfAsync(store) < await LeftOfAsync(cleaner));
        await browser.CheckAsync("dashboard-graph");

        await shop.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("section.details h2")).ToHaveTextAsync("shop");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/\?view=graph&resource=shop$"));
        await Assertions.Expect(shop).ToHaveAttributeAsync("aria-current", "true");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("section.details")).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/\?view=graph$"));

        await application.StopAsync("shop");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^shop (Finished|Exited) Executable$") })).ToBeVisibleAsync();

        await visitor.Field("Filter resources").FillAsync("cleaner");
        // What matches is shown with its parents, as in the table.
        await Assertions.Expect(page.Locator("a.node")).ToHaveCountAsync(2);
        await visitor.Field("Filter resources").FillAsync("nothing of this name");
        await Assertions.Expect(page.GetByText("Nothing matches the filter.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_command_asks_for_what_it_needs_to_know()
    {
        await using var application = await SmallApplication.StartAsync();
        await using var browser = await DashboardBrowser.OpenAsync(application.Dashboard, Screen.Of("desktop"));
        var visitor = browser.Visitor;
        var page = visitor.Page;

        await OpenAsync(visitor, resources: 3);
        await page.GetByLabel("More actions of cleaner").ClickAsync();
        await visitor.Button("Clean").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var room = dialog.GetByLabel("Room");
        await Assertions.Expect(room).ToHaveValueAsync("hall");
        await room.FillAsync("");
        await room.PressSequentiallyAsync("the kitchen");
        await dialog.GetByLabel("With").SelectOptionAsync("a mop");
        await dialog.GetByLabel("Twice").CheckAsync();
        await Assertions.Expect(room).ToHaveValueAsync("the kitchen");
        await browser.CheckAsync("dashboard-command");

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Clean" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Cleaned: room the kitchen, with mop, twice true.");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_timeline_shows_what_happened()
    {
        await using var application = await SmallApplication.StartAsync();
        await using var browser = await DashboardBrowser.OpenAsync(application.Dashboard, Screen.Of("desktop"));
        var visitor = browser.Visitor;
        var page = visitor.Page;
        var shopLane = page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("Running, then (Stopping, then )?(Finished|Exited)$") });

        await visitor.GoAsync(SmallApplication.Login);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await visitor.Link("Timeline").ClickAsync();
        await Assertions.Expect(page.Locator(".lane")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator(".events tbody tr", new() { HasText = "shop" }).First).ToContainTextAsync("Running");
        await application.StopAsync("shop");
        await Assertions.Expect(page.Locator(".events tbody tr").First).ToContainTextAsync(new Regex("shop\\s*(Finished|Exited)"));
        await Assertions.Expect(shopLane).ToBeVisibleAsync();
        await browser.CheckAsync("dashboard-timeline");

        await visitor.Field("Filter resources").FillAsync("store");
        await Assertions.Expect(page.Locator(".lane")).ToHaveCountAsync(1);
        await page.Locator(".lane").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("section.details h2")).ToHaveTextAsync("store");
    }

    [Fact]
    public async Task Fifty_resources_and_ten_thousand_spans_are_shown_and_followed()
    {
        await using var application = await SmallApplication.StartAsync(more: 47);
        using var shop = new SampleShop(application.Receiver, application.Key);
        shop.SellMuch();
        shop.SellOften(1_000);
        await using var browser = await DashboardBrowser.OpenAsync(application.Dashboard, Screen.Of("desktop"));
        var visitor = browser.Visitor;
        var page = visitor.Page;

        await OpenAsync(visitor, resources: 50);
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = "helper-47" })).ToContainTextAsync("Running");
        await visitor.Link("Graph").ClickAsync();
        await Assertions.Expect(page.Locator("a.node")).ToHaveCountAsync(50);
        await Assertions.Expect(page.Locator("path.edge")).ToHaveCountAsync(49);
        await visitor.ShootAsync("dashboard-graph-of-fifty");
        await application.StopAsync("helper-47");
        await Assertions.Expect(page.Locator("a.node[data-name='helper-47']")).Not.ToContainTextAsync("Running");

        await visitor.Link("Traces").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("1,001 traces");
        await visitor.Field("of several resources").CheckAsync();
        await page.Locator("tbody a.cell", new() { HasText = "gateway: GET /everything" }).ClickAsync();
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync("9001");
    }

    /// <summary>Opens the table of resources.</summary>
    private static async Task OpenAsync(BrowserVisitor visitor, int resources)
    {
        await visitor.GoAsync(SmallApplication.Login);
        await Assertions.Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(resources);
        await UntilLiveAsync(visitor);
    }

    /// <summary>Waits until the page that was sent as a whole has become one that the server changes, which replaces its elements.</summary>
    private static async Task UntilLiveAsync(BrowserVisitor visitor)
    {
        var filter = visitor.Field("Filter resources");
        var rows = visitor.Page.Locator("tbody tr");
        var all = await rows.CountAsync();
        await Eventually.BecomesTrueAsync(async _ =>
        {
            await filter.FillAsync("");
            await filter.FillAsync("cleaner");
            return await rows.CountAsync() < all;
        }, "the page to be live");
        await filter.FillAsync("");
        await Assertions.Expect(rows).ToHaveCountAsync(all);
    }

    private static async Task<float> LeftOfAsync(ILocator node) => (await node.BoundingBoxAsync())!.X;
}
