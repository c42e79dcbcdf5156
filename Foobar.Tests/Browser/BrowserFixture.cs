using Foobar.Tests.Support;
using Microsoft.Playwright;

namespace Foobar.Tests.Browser;

/// <summary>A browser, and a site with something in it: an author with articles, and a reader who has said something about one of them.</summary>
public sealed class BrowserFixture(SharedModel shared) : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningModel? _model;

    internal BrowserCast Cast { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var path = await Chromium.FindAsync();
        _model = await shared.GetAsync();
        Cast = await BrowserCast.CreateAsync(_model);
        _playwright = await Playwright.CreateAsync();
        // Root has no sandbox, and small machines have little shared memory.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    /// <summary>A visitor with a browser of their own: nothing is in it yet.</summary>
    internal async Task<BrowserVisitor> OpenAsync(Screen screen, bool scripts = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = _model!.SiteAddress.ToString(),
            IgnoreHTTPSErrors = true,
            ColorScheme = screen.Scheme,
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
        });
        context.SetDeadlines();
        return new BrowserVisitor(context, await context.NewPageAsync(), screen);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
