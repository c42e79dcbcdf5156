extern alias dashboard;

using dashboard::Aspire.Dashboard.Client;
using dashboard::Aspire.Dashboard.Protocol;
using dashboard::Aspire.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Telemetry.Traces;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>Callers stand above those that they call.</summary>
public sealed class WaterfallTests
{
    [Fact]
    public void Spans_stand_below_their_callers_and_fold_with_them()
    {
        var waterfall = Create(Samples.Span(1, 1, end: 9), Samples.Span(1, 2, parent: 1, start: 1), Samples.Span(1, 3, parent: 2, start: 2), Samples.Span(1, 4, parent: 1, start: 3));
        Assert.Equal([(1UL, 0, true), (2UL, 1, true), (3UL, 2, false), (4UL, 1, false)], waterfall.Rows.Select(row => (row.Span.Id, row.Depth, row.HasChildren)));
        Assert.Equal([1UL, 2, 4], waterfall.GetVisible(new HashSet<ulong> { 2 }).Select(row => row.Span.Id));
        Assert.Equal(TimeSpan.FromSeconds(9), waterfall.Duration);
    }

    [Fact]
    public void Spans_without_a_caller_and_those_that_call_each_other_are_shown_too()
    {
        var waterfall = Create(Samples.Span(1, 1, parent: 99), Samples.Span(1, 2, parent: 2), Samples.Span(1, 3, parent: 4), Samples.Span(1, 4, parent: 3));
        Assert.Equal([1UL, 2, 3, 4], waterfall.Rows.Select(row => row.Span.Id));
        Assert.All(waterfall.Rows, row => Assert.Equal(0, row.Depth));
    }

    [Fact]
    public void Ten_thousand_spans_in_each_other_are_no_problem()
    {
        var waterfall = Create([.. Enumerable.Range(1, 10_000).Select(id => Samples.Span(1, (ulong)id, parent: (ulong)id - 1))]);
        Assert.Equal(9_999, waterfall.Rows[^1].Depth);
    }

    [Fact]
    public void Calls_name_both_sides()
    {
        var waterfall = Create(
            Samples.Span(1, 1, resource: "gateway", kind: SpanKind.Server),
            Samples.Span(1, 2, parent: 1, resource: "gateway", kind: SpanKind.Client),
            Samples.Span(1, 3, parent: 2, resource: "web-1", kind: SpanKind.Server),
            Samples.Span(1, 4, parent: 3, resource: "web-1", kind: SpanKind.Client, isError: true, attributes: [new("server.address", "localhost"), new("server.port", "33060")]),
            Samples.Span(1, 5, parent: 3, resource: "web-1", kind: SpanKind.Client, attributes: [new("server.address", "127.0.0.1"), new("server.port", "33060")]));
        Assert.Equal([("gateway", "web-1", 1, 0), ("web-1", "mysql-1", 2, 1)], waterfall.Calls.Select(call => (call.From, call.To, call.Count, call.Errors)));
        Assert.Equal([null, null, null, "mysql-1", "mysql-1"], waterfall.Rows.Select(row => row.Peer));
    }

    [Theory]
    [InlineData("server.address=localhost;server.port=33060", "mysql-1")]
    [InlineData("net.peer.name=127.0.0.1;net.peer.port=33060", "mysql-1")]
    [InlineData("url.full=http://localhost:33060/x", "mysql-1")]
    [InlineData("server.address=example.org;server.port=33060", "example.org:33060")]
    [InlineData("server.address=localhost;server.port=1", "localhost:1")]
    [InlineData("url.full=https://example.org/x", "example.org:443")]
    [InlineData("server.address=example.org;peer.service=shop", "shop")]
    [InlineData("db.system=mysql", "mysql")]
    [InlineData("other=1", null)]
    public void Who_was_called_is_told_by_the_address(string attributes, string? name) => Assert.Equal(name, PeerNames.Find(Resources,
        Samples.Span(1, 1, kind: SpanKind.Client, attributes: [.. attributes.Split(';').Select(pair => pair.Split('=')).Select(pair => new TelemetryAttribute(pair[0], pair[1]))])));

    private static Waterfall Create(params SpanRecord[] spans) => new(spans, span => PeerNames.Find(Resources, span));

    private static ResourceSnapshot Resources { get; } = ResourceSnapshot.Empty with
    {
        Resources = ResourceSnapshot.Empty.Resources.Add("mysql-1", new ResourceView
        {
            Id = "mysql-1",
            Name = "mysql-1",
            Type = "MySqlServer",
            Urls = [new UrlView("tcp", "tcp://localhost:33060", "tcp", DetailsOnly: false, IsInactive: false)],
        }),
    };
}
