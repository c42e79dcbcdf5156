using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace SiteSpeed;

/// <summary>
/// What Lighthouse, from npm, says of a page on its mobile profile: points of 100; first and largest contentful paint, and the time in
/// which the page would not have answered, in milliseconds.
/// </summary>
internal sealed record Lighthouse(
    string Page, int Performance, int Accessibility, int BestPractices, int Seo, double FirstPaint, double LargestPaint, double BlockedTime)
{
    /// <summary>Whole reports are kept here, as JSON.</summary>
    public static readonly string Reports = Path.Combine("artifacts", "lighthouse");

    private const string Package = "lighthouse@12";

    /// <summary>Loads the page in a browser, which keeps nothing of earlier visits, and judges it.</summary>
    /// <exception cref="InvalidOperationException">There is no Node.js, or the page cannot be judged.</exception>
    public static async Task<Lighthouse> RunAsync(Browser browser, Uri page, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npx",
        [
            "--yes", Package, page.AbsoluteUri, "--quiet", "--output=json", "--output-path=stdout", "--only-categories=performance,accessibility,best-practices,seo",
            $"--port={browser.Port}",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var report = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"Lighthouse could not judge {page}: {(await errors).Trim()}");
            await KeepAsync(page, report, cancellationToken);
            return Read(page, report);
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

    private static async Task KeepAsync(Uri page, string report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Reports);
        var name = page.AbsolutePath == "/" ? "home" : page.AbsolutePath.Trim('/').Replace('/', '-');
        await File.WriteAllTextAsync(Path.Combine(Reports, $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{name}.json"), report, cancellationToken);
    }

    private static Lighthouse Read(Uri page, string report)
    {
        using var document = JsonDocument.Parse(report);
        var (categories, audits) = (document.RootElement.GetProperty("categories"), document.RootElement.GetProperty("audits"));
        int Points(string category) => (int)Math.Round(100 * categories.GetProperty(category).GetProperty("score").GetDouble());
        double Milliseconds(string audit) => audits.GetProperty(audit).GetProperty("numericValue").GetDouble();
        return new Lighthouse(
            page.AbsolutePath, Points("performance"), Points("accessibility"), Points("best-practices"), Points("seo"),
            Milliseconds("first-contentful-paint"), Milliseconds("largest-contentful-paint"), Milliseconds("total-blocking-time"));
    }
}
