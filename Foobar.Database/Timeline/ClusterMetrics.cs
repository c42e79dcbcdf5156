using System.Diagnostics.Metrics;
using Foobar.Database.Cluster;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Database.Timeline;

/// <summary>The cluster in numbers.</summary>
internal sealed class ClusterMetrics
{
    private readonly DiskMetrics _disks;
    private readonly Histogram<double> _pauses;
    private readonly Counter<long> _joins;
    private readonly Counter<long> _failovers;
    private readonly HashSet<string> _counted = [];
    private IReadOnlyDictionary<string, int> _roles = new Dictionary<string, int>();
    private volatile bool _hasMajority;
    private bool _hadPrimary;

    public ClusterMetrics(IMeterFactory meters, DiskMetrics disks)
    {
        _disks = disks;
        var meter = meters.Create(DatabaseMetrics.Meter);
        meter.Observe(DatabaseMetrics.Members, () => Volatile.Read(ref _roles).Select(role => new Measurement<int>(role.Value, new KeyValuePair<string, object?>("role", role.Key))));
        meter.Observe(DatabaseMetrics.Majority, () => _hasMajority ? 1 : 0);
        _pauses = meter.CreateHistogram(DatabaseMetrics.WritesPause);
        _joins = meter.CreateCounter(DatabaseMetrics.Joins);
        _failovers = meter.CreateCounter(DatabaseMetrics.Failovers);
    }

    /// <summary>Counts the members by role. One caller at a time.</summary>
    public void Observe(IReadOnlyList<MemberObservation> members, MemberObservation? primary)
    {
        // What counts from one on hides its first event from those who look at how it grows.
        foreach (var member in members.Where(member => _counted.Add(member.Name)))
        {
            _joins.Add(0, Tag(member.Name));
            _failovers.Add(0, Tag(member.Name));
        }
        // On one machine the members' disks can be seen from here.
        foreach (var member in members.Where(member => member.DataFolder.Length > 0))
            _disks.Watch(member.DataFolder);
        _hasMajority = members.Any(member => (member.IsInGroup && member.View.HasMajority) || (member.IsPlain && member.IsReachable));
        Volatile.Write(ref _roles, new Dictionary<string, int>
        {
            ["primary"] = primary is null ? 0 : 1,
            ["replica"] = members.Count(member => member.GroupState == "ONLINE" && member.IsReachable && member != primary),
            ["recovering"] = members.Count(member => member.GroupState == "RECOVERING" && member.IsReachable),
            ["outside"] = members.Count(member => !member.IsInGroup && !(member.IsPlain && member.IsReachable)),
        });
    }

    /// <summary>Counts what happened.</summary>
    public void Add(TimelineEntry entry)
    {
        switch (entry.Kind)
        {
            case TimelineKind.WritesResumed when entry.Duration is { } pause:
                _pauses.Record(pause.TotalSeconds);
                break;
            case TimelineKind.MemberJoined:
                _joins.Add(1, Tag(entry.Member));
                break;
            case TimelineKind.PrimaryChanged:
                if (_hadPrimary)
                    _failovers.Add(1, Tag(entry.Member));
                _hadPrimary = true;
                break;
        }
    }

    private static KeyValuePair<string, object?> Tag(string? member) => new("member", member);
}
