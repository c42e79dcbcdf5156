using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Foobar.ServiceDefaults;
using Foobar.Tests.Browser;
using Foobar.Tests.Browser.Dashboard;
using Foobar.Tests.Support;
using Foobar.Tests.Unit.Monitoring;
using Microsoft.Playwright;

namespace Foobar.Tests.Integration.Monitoring;

/// <summary>Real faults, as those who watch the site see them: the alerts, and the dashboard in a browser.</summary>
[Collection(OwnModelCollection.Name)]
public sealed class WatchedSiteTests(WatchedSite watched) : IClassFixture<WatchedSite>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    /// <summary>Rules wait for half a minute at most; a loaded machine gets more.</summary>
    private static readonly TimeSpan AlertLimit = TimeSpan.FromSeconds(120);

    private const int RequestsAtOnce = 20;

    [Fact]
    public async Task Whoever_watches_has_figures_of_every_process()
    {
        await watched.GetAsync();

        await Eventually.GetAsync<string>(async _ =>
        {
            var jobs = (await watched.QueryAsync("sum by (job) (up)")).Select(job => $"{job.GetProperty("metric").GetProperty("job")} {job.GetProperty("value")[1]}").Order(StringComparer.Ordinal);
            var seen = string.Join(", ", jobs);
            return (seen == "database 1, gateway 2, prometheus 1, web 2" ? seen : null, seen);
        });
        await Eventually.BecomesTrueAsync(async _ => (await watched.QueryAsync("foobar_gateway_destination_available{job=\"gateway\", destination=\"web-1\"} == 1")).Length == 2, "what both gateways think of web-1");
        foreach (var series in KnownSeries.OfPrometheus)
            await Eventually.BecomesTrueAsync(async _ => (await watched.QueryAsync(series)).Length > 0, series);
    }

    [Fact]
    public async Task Every_rule_is_evaluated_and_alerts_come_to_Alertmanager()
    {
        await watched.GetAsync();

        var rules = await Eventually.GetAsync<JsonElement[]>(async _ =>
        {
            var answer = await watched.Prometheus.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/rules", UriKind.Relative), Cancellation);
            var all = answer.GetProperty("data").GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray()).ToArray();
            return (all.All(rule => rule.GetProperty("health").GetString() != "unknown") ? all : null, answer.ToString());
        });
        Assert.Equal(MonitoringFiles.Rules.Count, rules.Length);
        Assert.All(rules, rule => Assert.Equal("ok", rule.GetProperty("health").GetString()));

        // What Prometheus could not send in its first seconds it sends again after a minute.
        await Eventually.BecomesTrueAsync(async _ => (await watched.Alertmanager.GetFromJsonAsync<JsonElement>(new Uri("/api/v2/alerts", UriKind.Relative), Cancellation))
            .EnumerateArray().Any(alert => alert.GetProperty("labels").GetProperty("alertname").GetString() == "Watchdog"), "the alert that always fires", AlertLimit);
    }

    [Fact]
    public async Task A_request_is_followed_from_the_gateway_to_MySQL_by_clicks()
    {
        var model = await watched.GetAsync();
        using var visitor = model.CreateVisitor();
        await visitor.SignUpAsync();
        await visitor.PublishAsync("Followed by clicks");
        await using var browser = await DashboardBrowser.OpenAsync(watched.Dashboard, Screen.Of("desktop"));
        var page = browser.Visitor.Page;
        await browser.Visitor.GoAsync(WatchedSite.Login);

        await browser.Visitor.GoAsync("/traces?text=POST");
        await page.Locator("tbody a.cell", new() { HasText = "gateway: POST" }).First.ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync(new Regex(@"gateway → *web-\d"));
        await Assertions.Expect(page.Locator(".facts")).ToContainTextAsync(new Regex(@"web-\d → *mysql-\d"));
        await page.Locator(".waterfall tbody tr", new() { HasTextRegex = new Regex(@"→ mysql-\d") }).First.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Assertions.Expect(page.Locator("section.details")).ToContainTextAsync("mysql");
        await browser.Visitor.ShootAsync("dashboard-trace-of-the-site");
    }

    [Fact]
    public async Task A_failover_and_a_drain_are_on_the_timeline()
    {
        var model = await watched.GetAsync();
        await using var browser = await DashboardBrowser.OpenAsync(watched.Dashboard, Screen.Of("desktop"));
        var (visitor, page) = (browser.Visitor, browser.Visitor.Page);
        await visitor.GoAsync(WatchedSite.Login);
        await visitor.Link("Timeline").ClickAsync();

        var gateway = (await model.GetInstancesAsync(FoobarNames.Resources.Gateway))[0];
        using var operating = watched.CreateOperator(gateway);
        await OperateAsync(operating, FoobarNames.Resources.Web2, "take-out");
        await SeeAsync(FoobarNames.Resources.Web2, "taken out at 1 of 2");
        await OperateAsync(operating, FoobarNames.Resources.Web2, "put-back");
        await SeeAsync(FoobarNames.Resources.Web2, "no longer taken out at 1 of 2");

        var (primary, _) = await watched.Site.WaitForRolesAsync(Cancellation);
        await watched.Site.KillAsync(primary.Name, Cancellation);

        // The engine needs 5 s to notice.
        await SeeAsync(primary.Name, "Exited");
        await SeeAsync(FoobarNames.Resources.MySql, "^mysql-\\d$");
        await SeeAsync(FoobarNames.Resources.Prometheus, "FailoverHappened");
        await Assertions.Expect(page.Locator(".lane", new() { HasText = FoobarNames.Resources.MySql }).First).ToBeVisibleAsync();
        await visitor.ShootAsync("dashboard-timeline-of-a-failover");
        await watched.Site.StartAsync(primary.Name, Cancellation);
        await watched.Site.WaitUntilWholeAsync(AlertLimit, Cancellation);

        // A machine with much to do may take a while to say so.
        Task SeeAsync(string resource, string what) => Assertions.Expect(Happened(resource, what)).ToBeVisibleAsync(new() { Timeout = 60_000 });

        ILocator Happened(string resource, string what) => page.Locator(".events tbody tr", new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = resource, Exact = true }) })
            .Filter(new() { Has = page.Locator("td.what", new() { HasTextRegex = new Regex(what) }) }).First;
    }

    [Fact]
    public async Task Alerts_fire_and_clear_when_a_member_a_web_and_a_gateway_die()
    {
        var model = await watched.GetAsync();
        var (primary, _) = await watched.Site.WaitForRolesAsync(Cancellation);
        using var author = model.CreateForgetfulVisitor();
        await author.SignUpAsync();
        string[] killed = [primary.Name, FoobarNames.Resources.Web1, (await watched.Site.FindGatewaysAsync(Cancellation))[0]];

        await Task.WhenAll(killed.Select(resource => watched.Site.KillAsync(resource, Cancellation)));
        // A write that waits for the new primary is a slow one.
        string[] alerts = ["FailoverHappened", "MemberMissing", "WebDown", "WebOutOfRotation", "GatewayDown", "LatencyBudgetBurn"];
        await FireAsync(alerts, () => author.PublishAsync("Written while there is no primary"));

        await ClearAsync(killed, alerts);
    }

    [Fact]
    public async Task Alerts_fire_and_clear_when_the_majority_and_all_webs_die()
    {
        var model = await watched.GetAsync();
        using var visitor = model.CreateVisitorPastCaches();
        await visitor.GetAsync(new Uri("/api/tags", UriKind.Relative), Cancellation);
        string[] killed = ["mysql-1", "mysql-2", FoobarNames.Resources.Web1, FoobarNames.Resources.Web2];

        await Task.WhenAll(killed.Select(resource => watched.Site.KillAsync(resource, Cancellation)));
        string[] alerts = ["NoMajority", "NoPrimary", "NoWebAvailable", "ErrorBudgetBurn"];
        await FireAsync(alerts, async () =>
        {
            using var answer = await visitor.GetAsync(new Uri("/api/articles?limit=1", UriKind.Relative), Cancellation);
        });

        await ClearAsync(killed, alerts);
    }

    [Fact]
    public async Task Alerts_fire_and_clear_when_all_gateways_and_the_keeper_of_the_group_die_and_a_replica_lags()
    {
        var model = await watched.GetAsync();
        using var author = model.CreateInsider(FoobarNames.Resources.Web1);
        await author.SignUpAsync();
        var (_, replicas) = await watched.Site.WaitForRolesAsync(Cancellation);
        string[] alerts = ["SiteDown", "GatewayDown", "DatabaseDown", "ReplicaBehind"];
        string[] killed = [.. await watched.Site.FindGatewaysAsync(Cancellation), FoobarNames.Resources.Database];

        await using (await HeldReplicas.HoldAsync(model, replicas[0].Name))
        {
            await Task.WhenAll(killed.Select(resource => watched.Site.KillAsync(resource, Cancellation)));
            await FireAsync(alerts, () => author.PublishAsync("Not yet on every replica"));
        }

        await ClearAsync(killed, alerts);
    }

    private static async Task OperateAsync(HttpClient gateway, string web, string what)
    {
        using var answer = await gateway.PostAsync(new Uri($"/clusters/web/destinations/{web}/{what}", UriKind.Relative), content: null, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Uses the site until each of the alerts has fired.</summary>
    private Task FireAsync(string[] alerts, Func<Task> use) => Eventually.BecomesTrueAsync(async _ =>
    {
        await use();
        return (await watched.FindFiredAsync()).IsSupersetOf(alerts);
    }, $"{string.Join(", ", alerts)} to fire", AlertLimit);

    /// <summary>Starts what was killed, and returns when all is well and none of the alerts fires any more.</summary>
    private async Task ClearAsync(string[] killed, string[] alerts)
    {
        await Task.WhenAll(killed.Select(resource => watched.Site.StartAsync(resource, Cancellation)));
        await watched.Site.WaitUntilWholeAsync(AlertLimit, Cancellation);
        using var visitor = (await watched.GetAsync()).CreateVisitor();
        await Eventually.GetAsync<string>(async _ =>
        {
            // The budget of errors recovers with requests that go well.
            for (var request = 0; request < RequestsAtOnce; request++)
                (await visitor.GetAsync(new Uri("/robots.txt", UriKind.Relative), Cancellation)).Dispose();
            var firing = await watched.FindFiringAsync();
            return (firing.Overlaps(alerts) ? null : "", string.Join(", ", firing));
        }, AlertLimit);
    }
}
