using System.Diagnostics.Metrics;
using Foobar.Database.Cluster;
using Foobar.Database.Timeline;
using Foobar.ServiceDefaults.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using static Foobar.Tests.Unit.Database.Seen;

namespace Foobar.Tests.Unit.Database;

public sealed class ClusterMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<DiskMetrics>().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly List<string> _measured = [];

    public ClusterMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == DatabaseMetrics.Meter && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Members_are_counted_by_role()
    {
        var metrics = Create();
        MemberObservation[] members = [InGroup("a", "1", "a", "b"), InGroup("b", "1", "a", "b"), Gone("c")];

        metrics.Observe(members, ClusterPlan.Decide(members).Primary);
        _listener.RecordObservableInstruments();

        Assert.Equal(
            ["foobar.database.majority  1", "foobar.database.members outside 1", "foobar.database.members primary 1", "foobar.database.members recovering 0", "foobar.database.members replica 1"],
            _measured.Where(measured => measured.StartsWith("foobar.database.m", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Without_a_majority_it_is_said_so()
    {
        var metrics = Create();
        MemberObservation[] members = [InGroup("a", "1", "a", "b?", "c?"), Gone("b"), Gone("c")];

        metrics.Observe(members, ClusterPlan.Decide(members).Primary);
        _listener.RecordObservableInstruments();

        Assert.Contains("foobar.database.majority  0", _measured);
        Assert.Contains("foobar.database.members primary 0", _measured);
        Assert.Contains("foobar.database.members outside 2", _measured);
    }

    [Fact]
    public void What_happens_to_a_member_is_counted_from_zero_on()
    {
        var metrics = Create();
        MemberObservation[] members = [InGroup("a", "1", "a", "b"), InGroup("b", "1", "a", "b")];

        metrics.Observe(members, members[0]);
        metrics.Observe(members, members[0]);

        Assert.Equal(["foobar.database.failovers a 0", "foobar.database.failovers b 0", "foobar.database.joins a 0", "foobar.database.joins b 0"], _measured.Order());
    }

    [Fact]
    public void Pauses_joins_and_failovers_are_counted_and_the_first_primary_is_no_failover()
    {
        var metrics = Create();

        foreach (var (kind, member) in new[] { (TimelineKind.PrimaryChanged, "a"), (TimelineKind.MemberJoined, "b"), (TimelineKind.PrimaryChanged, "b"), (TimelineKind.WritesResumed, "b") })
            metrics.Add(TimelineEntry.Create(DateTimeOffset.UnixEpoch, kind, member, "", TimeSpan.FromSeconds(6)));

        Assert.Equal(["foobar.database.joins b 1", "foobar.database.failovers b 1", "foobar.database.writes.pause  6"], _measured);
    }

    private ClusterMetrics Create() => new(_services.GetRequiredService<IMeterFactory>(), _services.GetRequiredService<DiskMetrics>());

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")} {value}"));
}
