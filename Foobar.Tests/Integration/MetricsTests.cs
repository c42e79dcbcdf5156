using System.Net;
using System.Text.RegularExpressions;
using Foobar.ServiceDefaults;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>The figures of the running services.</summary>
[Collection(ModelCollection.Name)]
public sealed class MetricsTests(SharedModel shared)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_of_framework_runtime_and_driver_that_is_used_is_there()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateForgetfulVisitor();
        (await visitor.GetAsync(new Uri("/?page=1", UriKind.Relative), Cancellation)).Dispose();

        var series = new HashSet<string>();
        foreach (var service in new[] { FoobarNames.Resources.Web1, FoobarNames.Resources.Web2, FoobarNames.Resources.Database })
            series.UnionWith(Series(await ReadAsync(model, service)));

        // There has been no exception, and nobody has waited for a connection for too long.
        var used = Catalogue.From(typeof(PlatformMetrics)).Concat(Catalogue.From(typeof(ServiceMetrics))).Select(entry => entry.Metric).Except([PlatformMetrics.Exceptions, PlatformMetrics.PoolTimeouts]);
        Assert.Empty(used.SelectMany(metric => metric.SeriesNames).Except(series));
    }

    [Fact]
    public async Task The_figures_tell_how_the_group_is()
    {
        var model = await shared.GetAsync();

        var database = await ReadAsync(model, FoobarNames.Resources.Database);
        var web = await ReadAsync(model, FoobarNames.Resources.Web1);

        Assert.Matches("""(?m)^foobar_database_members\{[^}]*role="primary"[^}]*\} 1\b""", database);
        Assert.Matches("""(?m)^foobar_database_members\{[^}]*role="replica"[^}]*\} 2\b""", database);
        Assert.Matches("""(?m)^foobar_database_majority(\{[^}]*\})? 1\b""", database);
        Assert.Matches("""(?m)^foobar_database_failovers_total\{[^}]*member="mysql-3"[^}]*\} \d""", database);
        // One machine: the disks of the members can be seen.
        Assert.Equal(4, database.Split('\n').Count(line => line.StartsWith("foobar_disk_free_bytes{", StringComparison.Ordinal)));
        Assert.Single(Regex.Matches(web, """(?m)^foobar_mysql_member\{[^}]*role="Primary"[^}]*\} 1\b"""));
        Assert.Equal(2, Regex.Count(web, """(?m)^foobar_mysql_member\{[^}]*role="Replica"[^}]*\} 1\b"""));
    }

    [Fact]
    public async Task They_are_not_to_be_had_through_the_gateway()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateForgetfulVisitor();

        using var response = await visitor.GetAsync(new Uri(FoobarNames.MetricsPath, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<string> ReadAsync(RunningModel model, string service)
    {
        using var insider = model.CreateInsider(service);
        return await insider.GetStringAsync(new Uri(FoobarNames.MetricsPath, UriKind.Relative), Cancellation);
    }

    private static IEnumerable<string> Series(string figures) => figures.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line[..line.IndexOfAny(['{', ' '])]);
}
