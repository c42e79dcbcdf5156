extern alias dashboard;

using Aspire.Tests.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Client;
using dashboard::Aspire.Dashboard.Components.Timeline;
using dashboard::Aspire.Dashboard.Protocol;
using dashboard::Aspire.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Telemetry.Metrics;
using dashboard::Aspire.Dashboard.Timeline;
using Microsoft.Extensions.Options;

namespace Aspire.Tests.Dashboard;

/// <summary>What happened to resources, as the timeline shows it.</summary>
public sealed class TimelineTests
{
    private readonly SteppingTime _time = new();
    private ResourceStore _resources = new();
    private ResourceHistory _history;

    public TimelineTests() => _history = CreateHistory();

    [Fact]
    public void Each_change_is_kept_once_and_told_in_words()
    {
        Tell(View("db") with { State = "Starting" });
        Tell(View("db"));
        Tell(View("db") with { Description = "of no interest" });
        Tell(View("db") with { Health = "Unhealthy", HealthReports = [new("ready", "Healthy", "fine", null, null), new("group", "Unhealthy", "no majority", null, null)] });
        Tell(View("db") with { Health = "Unhealthy", HealthReports = [new("group", "Unhealthy", "no majority for 2 s", null, null)] });
        Tell(View("db") with { Health = "Healthy", Properties = [new("role", "primary", false) { IsHighlighted = true }, new("key", "secret", true) { IsHighlighted = true }] });
        Tell(View("db") with { Health = "Healthy", StartedAt = Started.AddSeconds(9) });
        Tell(View("db") with { State = "Exited", ExitCode = 137, Health = null, StartedAt = Started.AddSeconds(9) });

        Assert.Equal(
            ["Exited, exit code 137", "Restarted; no longer primary", "Healthy; primary", "Unhealthy: no majority", "Running", "Starting"],
            Read().Events.Select(change => change.Text));
    }

    [Fact]
    public void A_lane_has_no_gaps_and_ends_where_its_time_ends()
    {
        Tell(View("web"));
        Tell(View("web") with { Health = "Unhealthy" });
        Tell(View("web") with { Health = "Healthy" });

        var view = TimelineReading.Read(_history.Read(), SteppingTime.At(1.5), SteppingTime.At(4), "");

        var lane = Assert.Single(view.Lanes);
        Assert.Equal("web", lane.Label);
        Assert.Equal(
            [(SteppingTime.At(1.5), SteppingTime.At(2), (string?)null), (SteppingTime.At(2), SteppingTime.At(3), "Unhealthy"), (SteppingTime.At(3), SteppingTime.At(4), "Healthy")],
            lane.Segments.Select(segment => (segment.From, segment.To, segment.Moment.Health)));
        Assert.Equal(2, view.Events.Count);
    }

    [Fact]
    public void Instances_of_two_runs_share_a_lane_and_those_of_one_run_do_not()
    {
        Tell(View("gateway") with { Id = "gateway-a" }, View("gateway") with { Id = "gateway-b" }, View("web") with { Id = "web-a" });
        StartAnew();
        Tell(View("gateway") with { Id = "gateway-c" }, View("gateway") with { Id = "gateway-d" }, View("web") with { Id = "web-b" });

        var view = Read();

        Assert.Equal(["gateway-c", "gateway-d", "web"], view.Lanes.Select(lane => lane.Label));
        Assert.All(view.Lanes, lane => Assert.Equal(2, lane.Segments.Count));
        Assert.Equal(3, view.Events.Count(change => change.Text == "The application host ended"));
        Assert.Equal(
            ["gateway-a", "gateway-b", "gateway-c", "gateway-d", "web", "web"], view.Events.Where(change => change.Text == "Running").Select(change => change.Label).Order());
        Assert.Equal(["web"], TimelineReading.Read(_history.Read(), 0, SteppingTime.At(99), "WE").Lanes.Select(lane => lane.Label));
    }

    [Fact]
    public void Parameters_and_hidden_resources_are_left_out()
    {
        Tell(View("web"), View("password") with { Type = "Parameter" }, View("dashboard") with { IsHidden = true });

        Assert.Equal(["web"], Read().Lanes.Select(lane => lane.Label));
    }

    [Fact]
    public void The_oldest_changes_go_first()
    {
        for (var i = 0; i <= ResourceHistory.MostMoments; i++)
            Tell(View("web") with { State = $"State {i}" });

        var moments = _history.Read();

        Assert.Equal((ResourceHistory.MostMoments, "State 1"), (moments.Count, moments[0].State));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting")]
    [InlineData("@opentelemetry/instrumentation-http")]
    public void Requests_that_failed_are_counted_among_all_whatever_library_counts(string meter)
    {
        var metrics = new MetricStore(new TelemetryLimits(), Samples.Start);
        MetricPoint Point(int second, string status, int count) => new(
            Samples.Resource(), new InstrumentInfo(meter, "http.server.request.duration", "", "s", InstrumentKind.Histogram),
            [new("http.response.status_code", status)], Samples.At(0), Samples.At(second), [0.1, 0.5], [count, 0, count, 0, 0], IsDelta: false, []);
        metrics.Add([Point(1, "200", 10), Point(2, "200", 30), Point(1, "503", 0), Point(2, "503", 4), Point(2, "500", 1), Point(2, "404", 7)]);

        var figures = RequestFigures.Read(metrics, "web", Samples.At(2), TimeSpan.FromSeconds(2), steps: 2)!;

        Assert.Equal(["requests per second", "failed per second (5xx)"], figures.Rates.Select(line => line.Name));
        Assert.Equal([10.0, 32.0], figures.Rates[0].Values);
        Assert.Equal([0.0, 5.0], figures.Rates[1].Values);
        Assert.Equal(["p50", "p90", "p99"], figures.Durations.Select(line => line.Name));
        Assert.Null(RequestFigures.Read(metrics, "db", Samples.At(2), TimeSpan.FromSeconds(2), steps: 2));
        Assert.True(RequestFigures.IsMeasuredBy(metrics, "web"));
        Assert.False(RequestFigures.IsMeasuredBy(metrics, "db"));
    }

    private static DateTime Started { get; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static ResourceView View(string name) => new() { Id = name, Name = name, Type = "Executable", State = "Running", StartedAt = Started };

    private ResourceHistory CreateHistory() =>
        new(_resources, new TelemetryStore(Options.Create(new TelemetryLimits()), TimeProvider.System), _time);

    /// <summary>Another dashboard, which brings back what this one has kept.</summary>
    private void StartAnew()
    {
        var kept = _history.Read();
        _resources = new ResourceStore();
        _history = CreateHistory();
        foreach (var moment in kept)
            _history.Replay(moment);
        _history.End(_time.Next());
    }

    private TimelineView Read() => TimelineReading.Read(_history.Read(), 0, SteppingTime.At(1000), "");

    /// <summary>Tells of resources, one second after what was told before.</summary>
    private void Tell(params ResourceView[] resources)
    {
        _time.Next();
        _resources.Update(resources);
    }

    private sealed class SteppingTime : TimeProvider
    {
        private int _seconds;

        /// <summary>A time so many seconds after the beginning, as ticks.</summary>
        public static long At(double seconds) => Started.AddSeconds(seconds).Ticks;

        public long Next() => At(++_seconds);

        public override DateTimeOffset GetUtcNow() => new(At(_seconds), TimeSpan.Zero);
    }
}
