using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SiteSpeed;

/// <summary>A Chromium without a window, with a profile of its own, that other programs may drive.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly DirectoryInfo _profile;

    private Browser(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    /// <summary>The TCP port of its DevTools protocol, on loopback.</summary>
    public int Port { get; private set; }

    /// <summary>Starts the browser of <c>CHROME_PATH</c>, or the system's Chromium.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it does not start.</exception>
    public static async Task<Browser> StartAsync(CancellationToken cancellationToken)
    {
        var program = Environment.GetEnvironmentVariable("CHROME_PATH") ?? Chromium;
        var profile = Directory.CreateTempSubdirectory("foobar-browser-");
        var start = new ProcessStartInfo(program,
        [
            "--headless=new", "--no-sandbox", "--ignore-certificate-errors", "--no-first-run", "--remote-debugging-port=0",
            $"--user-data-dir={profile.FullName}", "about:blank",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            profile.Delete();
            throw new InvalidOperationException($"The browser {program} cannot be started. Set CHROME_PATH, or leave '--lighthouse' out.", exception);
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var browser = new Browser(process, profile);
        try
        {
            browser.Port = await ReadPortAsync(process, Path.Combine(profile.FullName, "DevToolsActivePort"), program, cancellationToken);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _profile.Delete(recursive: true);
    }

    /// <summary>The browser writes the port that it chose into the first line of this file.</summary>
    private static async Task<int> ReadPortAsync(Process process, string file, string program, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var started = Stopwatch.StartNew(); started.Elapsed < Deadline; await pace.WaitForNextTickAsync(cancellationToken))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The browser {program} ended with {process.ExitCode} at once. Set CHROME_PATH, or leave '--lighthouse' out.");
            if (File.Exists(file) && (await File.ReadAllLinesAsync(file, cancellationToken)) is [var port, _, ..])
                return int.Parse(port, CultureInfo.InvariantCulture);
        }
        throw new InvalidOperationException($"The browser {program} opened no DevTools port within {Deadline.TotalSeconds:0} s.");
    }
}
