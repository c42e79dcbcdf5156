using System.Net;
using System.Text.RegularExpressions;
using Chaos.Model;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>The application host as a process of its own, as a developer starts it: with fresh data, so that other models run beside it.</summary>
public sealed partial class HostTests
{
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Kill_minus_9_leaves_no_process_behind()
    {
        using var host = await HostProcess.StartAsync();
        var children = ProcessTree.GetDescendants(host.Id);
        Assert.Contains(children.Values, command => command.Contains("mysqld", StringComparison.Ordinal));
        Assert.Contains(children.Values, command => command.Contains("Foobar.Web", StringComparison.Ordinal));

        ProcessSignals.SendKill(host.Id);

        await WaitUntilGoneAsync(children, OrphanLimit);
    }

    [Fact]
    public async Task The_dashboard_opens_with_its_token_only_and_Ctrl_C_stops_everything()
    {
        using var host = await HostProcess.StartAsync();
        var children = ProcessTree.GetDescendants(host.Id);
        var login = new Uri(LoginLine().Match(host.Output).Groups["url"].Value);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var stranger = await browser.GetAsync(new Uri(login, "/"), TestContext.Current.CancellationToken);
        using var guess = await browser.GetAsync(new Uri(login, "/login?t=0123456789abcdef0123456789abcdef"), TestContext.Current.CancellationToken);
        using var loggedIn = await browser.GetAsync(login, TestContext.Current.CancellationToken);
        using var page = await browser.GetAsync(new Uri(login, "/"), TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.OK, stranger.StatusCode);
        Assert.False(guess.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Redirect, loggedIn.StatusCode);
        Assert.Contains("web-1", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        ProcessSignals.SendInterrupt(host.Id);

        Assert.Equal(0, await host.WaitForExitAsync());
        await WaitUntilGoneAsync(children, TimeSpan.FromSeconds(1));
    }

    private static Task WaitUntilGoneAsync(Dictionary<int, string> processes, TimeSpan within) => Eventually.GetAsync<string>(_ =>
    {
        var left = processes.Where(process => ProcessTree.IsRunning(process.Key)).Select(process => $"{process.Key} {process.Value}").ToArray();
        return Task.FromResult((left.Length == 0 ? "" : null, string.Join('\n', left)));
    }, within);

    [GeneratedRegex(@"Login to the dashboard at (?<url>\S+)")]
    private static partial Regex LoginLine();
}
