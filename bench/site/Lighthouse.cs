using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace SiteSpeed;

/// <summary>What Lighthouse, from npm, says of a page on its mobile profile: points of 100.</summary>
internal sealed record Lighthouse(string Page, int Performance, int Accessibility, int BestPractices, int Seo)
{
    private const string Package = "lighthouse@12";
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>Loads the page in a browser and judges it.</summary>
    /// <exception cref="InvalidOperationException">There is no Node.js or no browser, or the page cannot be judged.</exception>
    public static async Task<Lighthouse> RunAsync(Uri page, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npx",
        [
            "--yes", Package, page.AbsoluteUri, "--quiet", "--output=json", "--output-path=stdout", "--only-categories=performance,accessibility,best-practices,seo",
            "--chrome-flags=--headless=new --no-sandbox --ignore-certificate-errors",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (File.Exists(Chromium))
            start.Environment.TryAdd("CHROME_PATH", Chromium);
        using var process = Start(start);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var report = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? Read(page, report)
                : throw new InvalidOperationException($"Lighthouse could not judge {page}. It needs Chromium (CHROME_PATH) and says: {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("Lighthouse needs 'npx' of Node.js, which cannot be started. Install Node.js, or leave '--lighthouse' out.", exception);
        }
    }

    private static Lighthouse Read(Uri page, string report)
    {
        using var document = JsonDocument.Parse(report);
        var categories = document.RootElement.GetProperty("categories");
        int Points(string category) => (int)Math.Round(100 * categories.GetProperty(category).GetProperty("score").GetDouble());
        return new Lighthouse(page.AbsolutePath, Points("performance"), Points("accessibility"), Points("best-practices"), Points("seo"));
    }
}
