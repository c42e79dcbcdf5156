using System.Diagnostics.Metrics;
using Foobar.Database.Cluster;

namespace Foobar.Database.Timeline;

/// <summary>The cluster in numbers.</summary>
internal sealed class ClusterMetrics
{
    private readonly Histogram<double> _pauses;
    private readonly Counter<long> _joins;
    private readonly Counter<long> _failovers;
    private IReadOnlyDictionary<string, int> _roles = new Dictionary<string, int>();
    private bool _hadPrimary;

    public ClusterMetrics(IMeterFactory meters, IHostEnvironment environment)
    {
        var meter = meters.Create(environment.ApplicationName);
        meter.CreateObservableGauge("foobar.database.members", () => Volatile.Read(ref _roles).Select(role => new Measurement<int>(role.Value, new KeyValuePair<string, object?>("role", role.Key))),
            unit: "{member}", description: "Members by their role now.");
        _pauses = meter.CreateHistogram<double>("foobar.database.writes.pause", unit: "s", description: "How long no member took writes.");
        _joins = meter.CreateCounter<long>("foobar.database.joins", unit: "{join}", description: "Members that came into the group.");
        _failovers = meter.CreateCounter<long>("foobar.database.failovers", unit: "{failover}", description: "Times that another member became the primary.");
    }

    /// <summary>Counts the members by role.</summary>
    public void Observe(IReadOnlyList<MemberObservation> members, MemberObservation? primary) => Volatile.Write(ref _roles, new Dictionary<string, int>
    {
        ["primary"] = primary is null ? 0 : 1,
        ["replica"] = members.Count(member => member.GroupState == "ONLINE" && member.IsReachable && member != primary),
        ["recovering"] = members.Count(member => member.GroupState == "RECOVERING" && member.IsReachable),
        ["outside"] = members.Count(member => !member.IsInGroup),
    });

    /// <summary>Counts what happened.</summary>
    public void Add(TimelineEntry entry)
    {
        switch (entry.Kind)
        {
            case TimelineKind.WritesResumed when entry.Duration is { } pause:
                _pauses.Record(pause.TotalSeconds);
                break;
            case TimelineKind.MemberJoined:
                _joins.Add(1, new KeyValuePair<string, object?>("member", entry.Member));
                break;
            case TimelineKind.PrimaryChanged:
                if (_hadPrimary)
                    _failovers.Add(1, new KeyValuePair<string, object?>("member", entry.Member));
                _hadPrimary = true;
                break;
        }
    }
}
