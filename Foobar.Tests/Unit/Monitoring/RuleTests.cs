using System.Globalization;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Tests.Support;
using GatewaySpeed;

namespace Foobar.Tests.Unit.Monitoring;

/// <summary>The rules and alerts of <c>deploy/monitoring</c>.</summary>
public sealed class RuleTests
{
    public static TheoryData<string> Alerts => [.. MonitoringFiles.Alerts.Select(alert => alert.Alert).Distinct()];

    [Fact]
    public Task The_alerts_fire_and_clear_as_their_tests_say() => MonitoringProgram.RunAsync("promtool", ["test", "rules", .. MonitoringFiles.RuleTestFiles]);

    [Fact]
    public async Task Prometheus_and_Alertmanager_take_their_settings()
    {
        await MonitoringProgram.RunAsync("promtool", "check", "config", Path.Combine(MonitoringFiles.Folder, "prometheus.yml"));
        await MonitoringProgram.RunAsync("promtool", ["check", "rules", .. MonitoringFiles.RuleFiles]);
        await MonitoringProgram.RunAsync("amtool", "check-config", Path.Combine(MonitoringFiles.Folder, "alertmanager.yml"));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void An_alert_says_what_it_means_and_has_a_test_and_a_page(string name)
    {
        var tests = string.Concat(MonitoringFiles.RuleTestFiles.Select(File.ReadAllText));

        Assert.All(MonitoringFiles.Alerts.Where(alert => alert.Alert == name), alert =>
        {
            Assert.Contains(alert.Labels["severity"], new[] { "page", "ticket", "none" });
            Assert.NotEmpty(alert.Annotations["summary"]);
            Assert.NotEmpty(alert.Annotations["description"]);
            Assert.Equal($"docs/runbooks/{name}.md", alert.Annotations["runbook_url"]);
        });
        // Once it is expected to fire, and once, but for the one that always does, not to.
        Assert.Contains($"        alertname: {name}\n        exp_alerts:\n          - exp_labels:", tests, StringComparison.Ordinal);
        Assert.Equal(name != "Watchdog", tests.Contains($"        alertname: {name}\n        exp_alerts: []\n", StringComparison.Ordinal));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "runbooks", $"{name}.md"));
        Assert.StartsWith($"# {name}\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_is_of_an_alert_or_of_a_disaster() => Assert.Equal(
        MonitoringFiles.Alerts.Select(alert => alert.Alert).Append("Disaster").Distinct().Order(),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "runbooks")).Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Fact]
    public void The_objectives_are_those_of_the_code()
    {
        string Expression(string record) => MonitoringFiles.Rules.Single(rule => rule.Record == record).Expr;

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"vector({ServiceLevels.Availability})"), Expression("foobar:objective:availability"));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"vector({ServiceLevels.InTime})"), Expression("foobar:objective:in_time"));
        Assert.All(MonitoringFiles.Rules.Where(rule => rule.Record.StartsWith("foobar:requests:slow_ratio", StringComparison.Ordinal)),
            rule => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"le=\"{ServiceLevels.Latency}\""), rule.Expr, StringComparison.Ordinal));
        Assert.Contains(ServiceLevels.Latency, ServiceLevels.DurationLimits);
        Assert.Contains(MonitoringFiles.Rules, rule => rule.Record == string.Create(CultureInfo.InvariantCulture, $"foobar:requests:error_ratio_rate{ServiceLevels.Period.TotalDays}d"));
    }

    [Fact]
    public void Rules_take_only_series_that_there_are() => Assert.All(MonitoringFiles.Rules, rule => Assert.Subset(KnownSeries.All, PromQlNames.In(rule.Expr).ToHashSet()));
}
