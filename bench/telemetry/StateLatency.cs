using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Telemetry;

/// <summary>How long a change of a resource's state takes from the model to a browser that shows the table of resources.</summary>
internal static class StateLatency
{
    private const string Browser = "/usr/bin/chromium";
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const int Resources = 20;

    /// <summary>Notes when the page first has a text, in milliseconds of the machine's clock.</summary>
    private const string Observe =
        """
        () => {
          window.seen = {};
          new MutationObserver(() => {
            for (const [step] of document.body.textContent.matchAll(/Step \d+!/g))
              window.seen[step] ??= performance.timeOrigin + performance.now();
          }).observe(document.body, { childList: true, subtree: true, characterData: true });
        }
        """;

    /// <summary>Milliseconds for each of so many changes; null where there is no browser.</summary>
    public static async Task<double[]?> MeasureAsync(string dashboard, int changes)
    {
        if (!File.Exists(Browser))
            return null;
        var address = CreateAddress();
        await using var builder = DistributedApplicationTestingBuilder.Create([], (options, _) => (options.DisableDashboard, options.AllowUnsecuredTransport) = (false, true));
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Configuration["DcpPublisher:DashboardPath"] = dashboard;
        builder.Configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] = Token;
        builder.Configuration["ASPNETCORE_URLS"] = address;
        for (var number = 0; number < Resources; number++)
            builder.AddExecutable($"worker-{number}", "/bin/sleep", "/", "infinity");
        var resources = builder.Resources.ToArray();
        await using var application = await builder.BuildAsync();
        await application.StartAsync();

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var page = await browser.NewPageAsync(new() { BaseURL = address });
        await OpenAsync(page);
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = "Running" })).ToHaveCountAsync(Resources, new() { Timeout = 60_000 });
        await UntilLiveAsync(page);
        await page.EvaluateAsync(Observe);

        var times = new double[changes];
        for (var change = 0; change < changes; change++)
        {
            var step = string.Create(CultureInfo.InvariantCulture, $"Step {change}!");
            var began = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
            await application.ResourceNotifications.PublishUpdateAsync(resources[change % Resources], snapshot => snapshot with { State = step });
            times[change] = await WaitAsync(page, step) - began;
        }
        return times;
    }

    /// <summary>The dashboard may not be there yet.</summary>
    private static async Task OpenAsync(IPage page)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await page.GotoAsync($"/login?t={Token}");
                return;
            }
            catch (PlaywrightException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>Waits until the page that was sent as a whole has become one that the server changes.</summary>
    private static async Task UntilLiveAsync(IPage page)
    {
        var filter = page.GetByLabel("Filter resources");
        do
        {
            await filter.FillAsync("");
            await filter.FillAsync("worker-7");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
        while (await page.Locator("tbody tr").CountAsync() == Resources);
        await filter.FillAsync("");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(Resources);
    }

    private static async Task<double> WaitAsync(IPage page, string step)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await page.EvaluateAsync<double?>("step => window.seen[step] ?? null", step) is { } seen)
                return seen;
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        }
    }

    private static string CreateAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
