using System.Text.RegularExpressions;
using Foobar.Tests.Unit.Monitoring;

namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>What every service of the Compose file must have, and must not be able to do.</summary>
public sealed partial class ComposeRuleTests
{
    public static TheoryData<string> Services => [.. ComposeFile.Project.Services.Keys];

    public static TheoryData<string> LongRunning => [.. ComposeFile.Project.Services.Where(service => !service.Value.Profiles.Contains("backup")).Select(service => service.Key)];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_has_no_rights_and_bounds_for_all_that_it_uses(string name)
    {
        var service = ComposeFile.Project.Services[name];

        Assert.True(service.ReadOnly);
        Assert.False(service.Privileged);
        Assert.Equal(["ALL"], service.CapDrop);
        Assert.Empty(service.CapAdd);
        Assert.Equal(["no-new-privileges:true"], service.SecurityOpt);
        Assert.NotEqual("0", service.User?.Split(':')[0]);
        Assert.Matches("^[0-9]+m$", service.MemLimit);
        Assert.Matches("^[0-9.]+$", service.Cpus);
        Assert.Matches("^[0-9]+$", service.PidsLimit);
        Assert.Equal(["max-file", "max-size"], service.Logging!.Options.Keys.Order());
        Assert.DoesNotContain(service.Volumes, volume => volume.Contains(".sock", StringComparison.Ordinal));
        Assert.All(service.Volumes.Where(volume => volume[0] is '.' or '/'), volume => Assert.EndsWith(":ro", volume, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void An_image_is_pinned(string name) => Assert.Matches("^[^:]+(:[0-9]+)?/[^:]+:v?[0-9]+[0-9.]*$", ComposeFile.Project.Services[name].Image);

    [Theory]
    [MemberData(nameof(LongRunning))]
    public void What_runs_is_asked_for_its_health_comes_back_and_has_time_to_stop(string name)
    {
        var service = ComposeFile.Project.Services[name];

        Assert.Equal("unless-stopped", service.Restart);
        Assert.NotNull(service.StopGracePeriod);
        // Without a shell: most of the images have none.
        Assert.Equal("CMD", service.Healthcheck!.Test[0]);
        Assert.NotNull(service.Healthcheck.Interval);
        Assert.NotNull(service.Healthcheck.Timeout);
        Assert.NotNull(service.Healthcheck.StartPeriod);
        Assert.InRange(service.Healthcheck.Retries, 2, 5);
    }

    [Theory]
    [InlineData("database", "mysql-1,mysql-2,mysql-3")]
    [InlineData("web-1", "database")]
    [InlineData("web-2", "database")]
    [InlineData("gateway-1", "web-1,web-2")]
    [InlineData("gateway-2", "web-1,web-2")]
    public void A_service_starts_when_those_that_it_needs_are_healthy(string name, string needed)
    {
        var dependencies = ComposeFile.Project.Services[name].DependsOn;

        Assert.Equal(needed.Split(','), dependencies.Keys.Order());
        Assert.All(dependencies.Values, dependency => Assert.Equal("service_healthy", dependency["condition"]));
    }

    [Fact]
    public void Only_the_services_that_need_the_data_reach_it_and_only_the_gateways_and_the_watchers_reach_the_outside()
    {
        Assert.Equal(["data", "edge", "site"], ComposeFile.Project.Networks.Keys.Order());
        Assert.Equal(["data", "site"], ComposeFile.Project.Networks.Where(network => network.Value is { Internal: true }).Select(network => network.Key).Order());
        Assert.Equal(["backup", "database", "mysql-1", "mysql-2", "mysql-3", "restore", "web-1", "web-2"], On("data"));
        Assert.Equal(["alertmanager", "gateway-1", "gateway-2", "grafana", "prometheus"], On("edge"));
        Assert.All(ComposeFile.Project.Services.Values, service => Assert.Null(service.NetworkMode));

        static IEnumerable<string> On(string network) => ComposeFile.Project.Services.Where(service => service.Value.Networks.Contains(network)).Select(service => service.Key).Order();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void No_secret_is_written_down(string name)
    {
        var service = ComposeFile.Project.Services[name];

        Assert.All(service.Environment.Where(variable => Secret().IsMatch(variable.Key)), variable => Assert.StartsWith("/run/secrets/", variable.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(service.Environment.Values.Concat(service.Command), value => value.Contains("assword=", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(service.SecretFiles.Values.Except(ComposeFile.Project.Secrets.Keys));
        Assert.Equal(["/.env", "/secrets/"], File.ReadLines(Path.Combine(ComposeFile.Folder, ".gitignore")).Order());
    }

    [Fact]
    public void The_example_of_settings_has_every_variable_with_its_default()
    {
        var example = File.ReadLines(Path.Combine(ComposeFile.Folder, ".env.example")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1]);
        var variables = ComposeFile.Variables.Where(variable => variable.Key != "BACKUP").ToArray();

        // The same wherever it is used.
        Assert.All(variables, variable => Assert.Single(variable.Distinct()));
        Assert.Equal(variables.Select(variable => (variable.Key, variable.First())).Order(), example.Select(line => (line.Key, line.Value)).Order());
    }

    [Fact]
    public void Prometheus_asks_every_service_by_its_name()
    {
        var targets = Directory.EnumerateFiles(Path.Combine(MonitoringFiles.Folder, "targets")).SelectMany(file => Target().Matches(File.ReadAllText(file))).Select(match => match.Groups["target"].Value).Order();

        Assert.Equal(["alertmanager:9093", "database:8080", "gateway-1:9000", "gateway-2:9000", "prometheus:9090", "web-1:8080", "web-2:8080"], targets);
        Assert.All(targets, target => Assert.Contains("site", ComposeFile.Project.Services[target.Split(':')[0]].Networks));
    }

    [GeneratedRegex("(?i)password|secret__|key$|token")]
    private static partial Regex Secret();

    [GeneratedRegex("\"targets\": \\[ \"(?<target>[^\"]+)\"")]
    private static partial Regex Target();
}
