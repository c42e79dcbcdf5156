using Microsoft.Playwright;

namespace Foobar.Tests.Browser.Dashboard;

/// <summary>A browser with one visitor, who looks at a dashboard.</summary>
internal sealed class DashboardBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private DashboardBrowser(IPlaywright playwright, IBrowser browser, BrowserVisitor visitor) => (_playwright, _browser, Visitor) = (playwright, browser, visitor);

    public BrowserVisitor Visitor { get; }

    public static async Task<DashboardBrowser> OpenAsync(Uri address, Screen screen)
    {
        var path = await Chromium.FindAsync();
        var playwright = await Playwright.CreateAsync();
        // Root has no sandbox, and small machines have little shared memory.
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ColorScheme = screen.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
        });
        context.SetDeadlines();
        return new DashboardBrowser(playwright, browser, new BrowserVisitor(context, await context.NewPageAsync(), screen));
    }

    /// <summary>Looks for what somebody could not use, light and dark, and keeps pictures.</summary>
    public async Task CheckAsync(string name)
    {
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await Visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Visitor.AssertAccessibleAsync(name, scheme == ColorScheme.Light ? [] : ["color-contrast"]);
            await Visitor.ShootAsync($"{name}-{scheme}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Visitor.DisposeAsync();
        }
        finally
        {
            await _browser.DisposeAsync();
            _playwright.Dispose();
        }
    }
}
