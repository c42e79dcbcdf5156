extern alias dashboard;

using dashboard::Aspire.Dashboard.Otlp.Protocol;
using dashboard::Aspire.Dashboard.Otlp.Reading;
using dashboard::Aspire.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Telemetry.Metrics;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>What charts show of the points that came in.</summary>
public sealed class MetricReadingTests
{
    private static readonly TelemetryAttribute Get = new("method", "GET");
    private static readonly TelemetryAttribute Post = new("method", "POST");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_counter_is_a_rate_however_its_sender_counts(bool isDelta)
    {
        var store = new MetricStore(new TelemetryLimits(), Samples.Start);
        store.Add(new[] { 1, 2, 3, 4 }.Select(second => Samples.Point(second, isDelta ? 10 : second * 10, isDelta: isDelta)));
        Assert.Equal([10.0, 10.0, 10.0, 10.0], Read(store, seconds: 4).Lines[0].Values);
        Assert.Equal("request/s", Read(store, seconds: 4).Unit);
        Assert.Equal([10.0, 20.0, 30.0, 40.0], Read(store, seconds: 4, showTotal: true).Lines[0].Values);
    }

    [Fact]
    public void What_was_counted_before_anybody_watched_is_no_rate()
    {
        var store = new MetricStore(new TelemetryLimits(), Samples.Start);
        store.Add([Samples.Point(2, 1000, began: -60), Samples.Point(3, 1010, began: -60), Samples.Point(4, 3, began: 3.5)]);
        // The last one has begun anew, so all that it has is new.
        Assert.Equal([null, null, 10.0, 3.0], Read(store, seconds: 4).Lines[0].Values);
    }

    [Fact]
    public void A_gauge_is_a_mean_and_an_up_down_counter_a_sum_until_nobody_sends_it_any_more()
    {
        foreach (var (kind, expected) in new[] { (InstrumentKind.Gauge, 15.0), (InstrumentKind.UpDownCounter, 30.0) })
        {
            var store = new MetricStore(new TelemetryLimits(), Samples.Start);
            store.Add([Samples.Point(1, 10, kind, attributes: Get), Samples.Point(1, 20, kind, attributes: Post)]);
            Assert.Equal(expected, Read(store, seconds: 4).Lines[0].Values[^1]);
            Assert.Equal(20, Read(store, seconds: 4, dimension: Post).Lines[0].Values[^1]);
            Assert.Equal(["GET", "POST"], Read(store, seconds: 4, splitBy: "method").Lines.Select(line => line.Name));
            Assert.Equal(["GET", "POST"], Assert.Single(Read(store, seconds: 4).Dimensions).Values);
            Assert.Null(Read(store, seconds: 120).Lines[0].Values[^1]);
        }
    }

    [Fact]
    public void A_histogram_shows_the_percentiles_of_each_step()
    {
        var store = new MetricStore(new TelemetryLimits(), Samples.Start);
        MetricPoint Point(int second, params double[] counts) => new(Samples.Resource(), new InstrumentInfo("meter", "requests", "", "s", InstrumentKind.Histogram), [], Samples.At(0), Samples.At(second),
            [1, 2, 4], [counts.Sum(), 0, .. counts], IsDelta: false, []);
        store.Add([Point(1, 100, 0, 0, 0), Point(2, 100, 0, 100, 0), Point(3, 100, 0, 100, 0)]);
        var view = Read(store, seconds: 3);
        Assert.Equal(["p50", "p90", "p99"], view.Lines.Select(line => line.Name));
        Assert.Equal([0.5, 3.0, null], view.Lines[0].Values);
        Assert.Equal([0.9, 3.8, null], view.Lines[1].Values.Select(value => value is null ? value : Math.Round(value.Value, 6)));
        Assert.Equal([100.0, 100.0, 0.0], view.Counts!.Values);
    }

    [Theory]
    [InlineData(0.5, new[] { 10.0, 20.0 }, new[] { 0.0, 0.0, 0.0 }, null)]
    [InlineData(0.5, new[] { 10.0, 20.0 }, new[] { 4.0, 0.0, 0.0 }, 5.0)]
    [InlineData(1.0, new[] { 10.0, 20.0 }, new[] { 1.0, 1.0, 0.0 }, 20.0)]
    [InlineData(0.9, new[] { 10.0, 20.0 }, new[] { 0.0, 0.0, 7.0 }, 20.0)]
    [InlineData(0.5, new[] { -10.0, 20.0 }, new[] { 2.0, 0.0, 0.0 }, -10.0)]
    [InlineData(0.5, new double[0], new[] { 7.0 }, null)]
    public void Percentiles_lie_within_their_range(double share, double[] bounds, double[] counts, double? expected) => Assert.Equal(expected, Percentiles.Find(share, bounds, counts));

    [Theory]
    [InlineData(0, 0, 2.0)]
    [InlineData(0, 3, 16.0)]
    [InlineData(1, 0, 1.4142)]
    [InlineData(3, 7, 2.0)]
    [InlineData(3, 8, 2.8284)]
    [InlineData(-1, 0, 4.0)]
    [InlineData(20, -1, 1.0)]
    public void An_exponential_bucket_is_counted_in_the_range_that_its_upper_end_is_in(int scale, int offset, double upper)
    {
        var point = new ExponentialHistogramDataPoint { Scale = scale, ZeroCount = 2, Positive = new() { Offset = offset, BucketCounts = { 5 } } };
        var counts = ExponentialRanges.Count(point);
        Assert.Equal((2, 7), (counts[0], counts.Sum()));
        Assert.Equal(upper, ExponentialRanges.Bounds[Array.IndexOf(counts, 5)], 3);
    }

    private static MetricView Read(MetricStore store, int seconds, bool showTotal = false, TelemetryAttribute? dimension = null, string? splitBy = null) =>
        store.Read(new MetricQuery("web", "meter", "requests", Samples.At(seconds), TimeSpan.FromSeconds(seconds), seconds,
            dimension is { } chosen ? new Dictionary<string, string> { [chosen.Key] = chosen.Value } : [], splitBy, showTotal))!;
}
