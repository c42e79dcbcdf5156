namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>Who can reach whom, by the NetworkPolicies.</summary>
public sealed class TrafficTests
{
    private static readonly string[] OfEverySite =
    [
        "gateway -> web:8080",
        "grafana -> prometheus:9090",
        "prometheus -> alertmanager:9093",
        "prometheus -> database:8080",
        "prometheus -> gateway:9000",
        "prometheus -> web:8080",
    ];

    private static readonly string[] WithOwnMySql =
    [
        "backup -> mysql:3306",
        "database -> mysql:3306",
        "mysql -> mysql:3306",
        "mysql -> mysql:33061",
        "web -> mysql:3306",
    ];

    private static readonly string[] WithTheOperator =
    [
        "database -> mysql:3306",
        "mysql -> mysql:3306",
        "mysql -> mysql:33060",
        "mysql -> mysql:33061",
        "web -> mysql:3306",
    ];

    private static readonly string[] ToVisitors = ["anywhere -> gateway:8080", "anywhere -> gateway:8443"];

    public static TheoryData<string> Overlays => [.. Overlay.Names];

    public static TheoryData<string, string[], string[], string[]> Ways => new()
    {
        { "local", WithOwnMySql, [], [] },
        { "production", WithOwnMySql, [], [] },
        { "managed-mysql", [], [], ["database -> 192.0.2.0/24:3306", "web -> 192.0.2.0/24:3306"] },
        { "mysql-operator", WithTheOperator, ["mysql-operator -> mysql:3306", "mysql-operator -> mysql:33060", "mysql-operator -> mysql:33061"], ["mysql -> anywhere:443", "mysql -> anywhere:6443"] },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Only_these_ways_are_open(string name, string[] between, string[] fromOutside, string[] toOutside)
    {
        var overlay = await Overlay.RenderAsync(name);
        var traffic = new Traffic(overlay);

        Assert.Equal(OfEverySite.Concat(between).Order(StringComparer.Ordinal), traffic.GetBetweenPods().Order(StringComparer.Ordinal));
        Assert.Equal(ToVisitors.Concat(fromOutside).Order(StringComparer.Ordinal), traffic.GetFromOutside().Order(StringComparer.Ordinal));
        // What is open to everybody is open to our own pods, too, which have no way out to it.
        Assert.Equal(["gateway:8080", "gateway:8443"], traffic.GetOneSided().Select(way => way.Split(" -> ")[^1]).Distinct().Order(StringComparer.Ordinal));
        var ways = traffic.GetToOutside().ToLookup(way => way.EndsWith("-> kube-system/kube-dns:53", StringComparison.Ordinal));
        Assert.Equal(toOutside.Order(StringComparer.Ordinal), ways[false].Order(StringComparer.Ordinal));
        // Everybody may ask for names.
        Assert.Equal(overlay.Workloads.Count + overlay.All<InnoDBCluster>().Count(), ways[true].Count());
    }

    [Fact]
    public void Every_overlay_has_its_ways() => Assert.Equal(Overlay.Names, Ways.Select(row => (string)((ITheoryDataRow)row).GetData()[0]!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_selector_meets_pods(string name) => Assert.Empty(new Traffic(await Overlay.RenderAsync(name)).GetUnmet());
}
