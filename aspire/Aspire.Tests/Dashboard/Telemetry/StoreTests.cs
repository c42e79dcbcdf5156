extern alias dashboard;

using dashboard::Aspire.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Telemetry.Logs;
using dashboard::Aspire.Dashboard.Telemetry.Metrics;
using dashboard::Aspire.Dashboard.Telemetry.Traces;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>However much comes, so much is kept: the latest.</summary>
public sealed class StoreTests
{
    private static readonly LogFilter AllLogs = new(null, LogSeverity.Trace, "", 0, 0);
    private static readonly TraceFilter AllTraces = new(null, "", ErrorsOnly: false, TimeSpan.Zero);

    [Fact]
    public void The_limits_are_those_of_the_documentation()
    {
        var limits = new TelemetryLimits();
        Assert.Equal((10_000, 10_000, 50_000), (limits.MaxLogCount, limits.MaxTraceCount, limits.MaxMetricsCount));
        Assert.True(new TelemetryLimitsValidator().Validate(null, limits).Succeeded);
        limits.MaxTraceCount = 0;
        Assert.Contains("MaxTraceCount is 0", new TelemetryLimitsValidator().Validate(null, limits).FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 1_000_000, new[] { 5, 4, 3 })]
    [InlineData(100, 250, new[] { 5, 4 })]
    public void The_oldest_logs_go_by_number_and_by_size(int count, long bytes, int[] kept)
    {
        var store = new LogStore(new TelemetryLimits { MaxLogCount = count, MaxLogBytes = bytes });
        store.Add(Enumerable.Range(1, 5).Select(number => Samples.Log(number)));
        Assert.Equal(kept.Select(number => (UInt128)number), store.Find(AllLogs).Select(entry => entry.TraceId));
        Assert.Null(store.Get(1));
        Assert.Equal((UInt128)5, store.Get(5)?.TraceId);
    }

    [Theory]
    [InlineData(null, "Trace", "", 3)]
    [InlineData("web", "Trace", "", 3)]
    [InlineData("other", "Trace", "", 0)]
    [InlineData(null, "Error", "", 1)]
    [InlineData(null, "Trace", "LOST", 1)]
    [InlineData(null, "Trace", "n2", 1)]
    [InlineData(null, "Trace", "category", 3)]
    [InlineData(null, "Warning", "message", 0)]
    public void Logs_are_found_by_resource_level_and_text(string? resource, string level, string text, int found)
    {
        var store = new LogStore(new TelemetryLimits());
        store.Add([Samples.Log(1), Samples.Log(2, severity: 5), Samples.Log(3, severity: 17, message: "a disk is lost")]);
        Assert.Equal(found, store.Find(AllLogs with { Resource = resource, Level = Enum.Parse<LogSeverity>(level), Text = text }).Count);
    }

    [Fact]
    public void Logs_are_in_the_order_of_their_times_whenever_they_came()
    {
        var store = new LogStore(new TelemetryLimits());
        store.Add([Samples.Log(3), Samples.Log(1), Samples.Log(4)]);
        store.Add([Samples.Log(2), Samples.Log(4, message: "the same time")]);
        Assert.Equal([4, 4, 3, 2, 1], store.Find(AllLogs).Select(entry => (int)entry.TraceId));
        Assert.Equal("the same time", store.Find(AllLogs)[0].Message);
    }

    [Theory]
    [InlineData(0, "Information")]
    [InlineData(1, "Trace")]
    [InlineData(8, "Debug")]
    [InlineData(9, "Information")]
    [InlineData(13, "Warning")]
    [InlineData(17, "Error")]
    [InlineData(24, "Critical")]
    [InlineData(99, "Information")]
    public void Four_numbers_are_a_level(int severity, string level) => Assert.Equal(level, LogSeverities.Of(severity).ToString());

    [Theory]
    [InlineData(2, 1_000_000, new[] { 3, 2 })]
    [InlineData(100, 700, new[] { 3, 2 })]
    [InlineData(100, 250, new int[0])]
    public void The_oldest_traces_go_by_number_and_by_size(int count, long bytes, int[] kept)
    {
        var store = new TraceStore(new TelemetryLimits { MaxTraceCount = count, MaxTraceBytes = bytes });
        for (var trace = 1; trace <= 3; trace++)
            store.Add([Samples.Span(trace, 1, start: trace, end: trace + 1)]);
        Assert.Equal(kept.Select(number => (UInt128)number), store.Find(AllTraces).Select(trace => trace.Id));
        Assert.Empty(store.GetSpans(1));
    }

    [Fact]
    public void A_trace_that_is_full_takes_no_more_and_a_span_that_comes_twice_is_kept_once()
    {
        var store = new TraceStore(new TelemetryLimits { MaxTraceSpanCount = 50 });
        Assert.Equal(0, store.Add(Enumerable.Range(1, 40).Select(id => Samples.Span(1, (ulong)id))));
        Assert.Equal(0, store.Add(Enumerable.Range(1, 40).Select(id => Samples.Span(1, (ulong)id))));
        Assert.Equal(40, store.GetSpans(1).Count);
        Assert.Equal(5, store.Add(Enumerable.Range(41, 15).Select(id => Samples.Span(1, (ulong)id))));
        Assert.Equal(50, store.GetSpans(1).Count);
    }

    [Fact]
    public void A_trace_is_told_by_its_root_whenever_that_comes()
    {
        var store = new TraceStore(new TelemetryLimits());
        store.Add([Samples.Span(1, 2, parent: 1, resource: "web", start: 0.2, end: 3, isError: true)]);
        Assert.Equal("span 2", Assert.Single(store.Find(AllTraces)).Name);
        store.Add([Samples.Span(1, 1, resource: "gateway", start: 0.5, end: 2)]);
        var trace = Assert.Single(store.Find(AllTraces));
        Assert.Equal(("span 1", "gateway", Samples.At(0.2), TimeSpan.FromSeconds(2.8), 2, 1), (trace.Name, trace.Root.Name, trace.Start, trace.Duration, trace.Spans, trace.Errors));
        Assert.Equal([("web", 1, 1), ("gateway", 1, 0)], trace.Resources.Select(participant => (participant.Resource.Name, participant.Spans, participant.Errors)));
    }

    [Theory]
    [InlineData("url.path", "/article/one", "/article/one")]
    [InlineData("http.target", "/article/one", "/article/one")]
    [InlineData("url.path", "span 1", "")] // the name says it
    [InlineData("db.query.text", "SELECT *\n  FROM article", "SELECT * FROM article")]
    [InlineData("db.statement", "COMMIT", "COMMIT")]
    [InlineData("url.full", "http://web-1/article", "")]
    public void A_span_says_what_it_was_about(string key, string value, string expected) =>
        Assert.Equal(expected, Samples.Span(1, 1, attributes: new TelemetryAttribute(key, value)).Subject);

    [Fact]
    public void A_long_query_is_shortened() =>
        Assert.Equal(new string('x', 200), Samples.Span(1, 1, attributes: new TelemetryAttribute("db.query.text", new string('x', 5000))).Subject);

    [Theory]
    [InlineData(null, "", false, 0, 2)]
    [InlineData("gateway", "", false, 0, 1)]
    [InlineData(null, "SPAN 2", false, 0, 1)]
    [InlineData(null, "00000000000000000000000000000001", false, 0, 1)]
    [InlineData(null, "/Article", false, 0, 1)]
    [InlineData(null, "", true, 0, 1)]
    [InlineData(null, "", false, 5, 1)]
    [InlineData(null, "", false, 0, 1, true)]
    public void Traces_are_found_by_resource_name_errors_duration_and_calls(string? resource, string text, bool errorsOnly, int seconds, int found, bool severalOnly = false)
    {
        var store = new TraceStore(new TelemetryLimits());
        store.Add([Samples.Span(1, 1, resource: "gateway", end: 10, attributes: new TelemetryAttribute("url.path", "/article/one")), Samples.Span(1, 2, parent: 1, resource: "web"), Samples.Span(2, 2, isError: true)]);
        Assert.Equal(found, store.Find(new TraceFilter(resource, text, errorsOnly, TimeSpan.FromSeconds(seconds), severalOnly)).Count);
    }

    [Fact]
    public void Points_of_an_instrument_and_of_all_have_a_limit()
    {
        const int Limit = 1000;
        var store = new MetricStore(new TelemetryLimits { MaxMetricsCount = Limit }, 0);
        store.Add(Enumerable.Range(1, 3 * Limit).Select(second => Samples.Point(second, second)));
        Assert.InRange(store.CountPoints("web", "meter", "requests"), Limit * 3 / 4, Limit);

        var small = new MetricStore(new TelemetryLimits { MaxMetricsBytes = 100_000 }, 0);
        small.Add(Enumerable.Range(1, 5000).Select(number => Samples.Point(number, number, instrument: $"i{number}")));
        Assert.InRange(small.GetInstruments(null).Count, 50, 200);
        Assert.Equal(1, small.CountPoints("web", "meter", "i5000"));
        Assert.Equal(0, small.CountPoints("web", "meter", "i1"));
    }

    [Fact]
    public void A_value_that_stays_is_one_point_and_one_that_comes_late_is_none()
    {
        var store = new MetricStore(new TelemetryLimits(), 0);
        store.Add([Samples.Point(1, 5), Samples.Point(2, 5), Samples.Point(3, 5), Samples.Point(2, 9)]);
        Assert.Equal(1, store.CountPoints("web", "meter", "requests"));
    }

    [Fact]
    public void A_flood_of_resources_leaves_the_latest()
    {
        var list = new ResourceList(capacity: 3);
        for (var i = 1; i <= 5; i++)
            list.GetOrAdd(Samples.Resource("web", $"{i}"));
        list.GetOrAdd(Samples.Resource("web", "5"));
        Assert.Equal(["web-3", "web-4", "web-5"], list.All.Select(resource => resource.Id));
    }

    [Fact]
    public void Equal_texts_are_one_string_and_only_new_ones_take_memory()
    {
        var pool = new TextPool();
        var first = pool.Get(new string('a', 10));
        Assert.Equal(44, pool.NewBytes);
        Assert.Same(first, pool.Get(new string('a', 10)));
        Assert.Equal(44, pool.NewBytes);
    }
}
