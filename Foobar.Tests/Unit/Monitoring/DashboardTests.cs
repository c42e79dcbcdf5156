using System.Text.Json;
using Foobar.Tests.Support;
using Monitoring;

namespace Foobar.Tests.Unit.Monitoring;

/// <summary>The dashboards of <c>deploy/monitoring/grafana</c>.</summary>
public sealed class DashboardTests
{
    private static readonly string Folder = Path.Combine(MonitoringFiles.Folder, "grafana", "dashboards");

    public static TheoryData<string> Names => [.. Dashboards.All.Select(dashboard => dashboard.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_is_what_the_writer_writes(string name) =>
        Assert.Equal(GrafanaJson.Write(Dashboards.All.Single(dashboard => dashboard.Name == name)), File.ReadAllText(Path.Combine(Folder, $"{name}.json")));

    [Fact]
    public void There_are_no_other_files() =>
        Assert.Equal(Dashboards.All.Select(dashboard => dashboard.Name).Order(), Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_take_only_series_that_there_are_and_lie_beside_each_other(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")));
        var panels = file.RootElement.GetProperty("panels").EnumerateArray().ToArray();
        var queries = panels.Where(panel => panel.TryGetProperty("targets", out _)).SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).ToArray();

        Assert.NotEmpty(queries);
        Assert.All(queries, query =>
        {
            var names = PromQlNames.In(query.GetProperty("expr").GetString()!);
            Assert.NotEmpty(names);
            Assert.Subset(KnownSeries.All, names.ToHashSet());
        });
        var cells = panels.Select(panel => panel.GetProperty("gridPos")).SelectMany(place =>
            from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
            from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
            select (x, y)).ToArray();
        Assert.Equal(cells.Length, cells.Distinct().Count());
        Assert.DoesNotContain(cells, cell => cell.x >= 24);
        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
    }

    [Theory]
    [InlineData("sum by (a, b) (rate(x_total{job=\"y\", z=~\"5..\"}[5m])) / scalar(foo:bar:baz)", new[] { "foo:bar:baz", "x_total" })]
    [InlineData("1 - histogram_quantile(0.99, sum by (le) (rate(x_bucket[$__rate_interval]))) > 2", new[] { "x_bucket" })]
    [InlineData("(up{job=\"a\"} == 1 unless on (instance) b) or vector(0)", new[] { "b", "up" })]
    public void The_names_in_an_expression_are_found(string expression, string[] expected) => Assert.Equal(expected, PromQlNames.In(expression).Order(StringComparer.Ordinal));
}
