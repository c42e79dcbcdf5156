using System.Diagnostics.Metrics;
using Foobar.Database.Cluster;
using Foobar.Database.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Foobar.Tests.Unit.Database.Seen;

namespace Foobar.Tests.Unit.Database;

public sealed class ClusterMetricsTests : IDisposable
{
    private readonly IHost _host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Metrics.Test" }).Build();
    private readonly MeterListener _listener = new();
    private readonly List<string> _measured = [];

    public ClusterMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Metrics.Test")
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
        _host.Dispose();
    }

    [Fact]
    public void Members_are_counted_by_role()
    {
        var metrics = Create();
        MemberObservation[] members = [InGroup("a", "1", "a", "b"), InGroup("b", "1", "a", "b"), Gone("c")];

        metrics.Observe(members, ClusterPlan.Decide(members).Primary);
        _listener.RecordObservableInstruments();

        Assert.Equal(["foobar.database.members outside 1", "foobar.database.members primary 1", "foobar.database.members recovering 0", "foobar.database.members replica 1"], _measured.Order());
    }

    [Fact]
    public void Pauses_joins_and_failovers_are_counted_and_the_first_primary_is_no_failover()
    {
        var metrics = Create();

        foreach (var (kind, member) in new[] { (TimelineKind.PrimaryChanged, "a"), (TimelineKind.MemberJoined, "b"), (TimelineKind.PrimaryChanged, "b"), (TimelineKind.WritesResumed, "b") })
            metrics.Add(TimelineEntry.Create(DateTimeOffset.UnixEpoch, kind, member, "", TimeSpan.FromSeconds(6)));

        Assert.Equal(["foobar.database.joins b 1", "foobar.database.failovers b 1", "foobar.database.writes.pause  6"], _measured);
    }

    private ClusterMetrics Create() => new(_host.Services.GetRequiredService<IMeterFactory>(), _host.Services.GetRequiredService<IHostEnvironment>());

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")} {value}"));
}
