using System.Diagnostics;
using System.Diagnostics.Metrics;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Web.Data.Routing;

/// <summary>Metrics and traces of the routing: which member was chosen and why, how long it took, what was run again.</summary>
/// <remarks>The use of each member's pool is measured by the driver, in the meter <c>MySqlConnector</c>.</remarks>
internal sealed class RoutingTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = WebMetrics.Meter;

    /// <summary>The level's name of what is no read.</summary>
    public const string Write = "write";

    private static readonly ActivitySource Source = new(Name);
    private static readonly MemberRole[] Roles = Enum.GetValues<MemberRole>();

    private readonly Meter _meter;
    private readonly Counter<long> _reads;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _positionWaits;
    private readonly Counter<long> _repeats;
    private readonly Counter<long> _replays;
    private readonly Counter<long> _roleChanges;
    private readonly Counter<long> _failovers;
    private readonly Histogram<double> _open;

    public RoutingTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _reads = _meter.CreateCounter(WebMetrics.Reads);
        _writes = _meter.CreateCounter(WebMetrics.Writes);
        _fallbacks = _meter.CreateCounter(WebMetrics.Fallbacks);
        _refusals = _meter.CreateCounter(WebMetrics.MemberRefusals);
        _positionWaits = _meter.CreateCounter(WebMetrics.PositionWaits);
        _repeats = _meter.CreateCounter(WebMetrics.Repeats);
        _replays = _meter.CreateCounter(WebMetrics.Replays);
        _roleChanges = _meter.CreateCounter(WebMetrics.RoleChanges);
        _failovers = _meter.CreateCounter(WebMetrics.Failovers);
        _open = _meter.CreateHistogram(WebMetrics.OpenDuration);
    }

    /// <summary>A span around the choice of a member; null when nobody listens.</summary>
    public static Activity? StartOpen(string operation) => Source.HasListeners() ? Source.StartActivity(operation) : null;

    /// <summary>A span around a read's wait for its turn on a member; null when nobody listens.</summary>
    public static Activity? StartWait() => Source.HasListeners() ? Source.StartActivity("mysql wait") : null;

    /// <summary>Publishes what is known of each member: lag in time and in transactions, reads that wait for it, and whether it is usable.</summary>
    public void Observe(ClusterState state, Cluster cluster)
    {
        _meter.Observe(WebMetrics.Lag, () => Each(state, static member => member.Lag.TotalSeconds));
        _meter.Observe(WebMetrics.Behind, () => Each(state, static member => member.Behind));
        _meter.Observe(WebMetrics.ReadsWaiting, () => cluster.Members.Select(static member => new Measurement<int>(member.Reads.Waiting, new KeyValuePair<string, object?>("member", member.Name))));
        // Every role each time, so that one that has passed is seen to be 0.
        _meter.Observe(WebMetrics.Member, () => state.Current.Members.SelectMany(static member => Roles.Select(role => new Measurement<int>(member.Role == role ? 1 : 0, new("member", member.Name), new("role", role.ToString())))));
    }

    /// <summary>A member was chosen for a read, and a connection to it is open and fresh enough.</summary>
    public void Opened(Activity? activity, MemberStatus member, in ReadLevel level, bool isFallback, TimeSpan elapsed)
    {
        if (activity is not null)
        {
            activity.SetTag("foobar.mysql.member", member.Name);
            activity.SetTag("foobar.mysql.role", member.Role.ToString());
            activity.SetTag("foobar.mysql.level", level.Name);
            activity.SetTag("foobar.mysql.reason", isFallback ? "no replica fits" : member.Role != MemberRole.Replica ? "nothing better" : level.Visitor is null ? "its turn" : "the visitor's replica");
        }
        _reads.Add(1, new("member", member.Name), new("level", level.Name));
        if (isFallback)
            _fallbacks.Add(1, new KeyValuePair<string, object?>("level", level.Name));
        _open.Record(elapsed.TotalSeconds, new("level", level.Name), new("outcome", "opened"));
    }

    /// <summary>A connection to the primary is open.</summary>
    public void OpenedForWrite(Activity? activity, string member, TimeSpan elapsed)
    {
        activity?.SetTag("foobar.mysql.member", member);
        activity?.SetTag("foobar.mysql.reason", "the primary");
        _writes.Add(1, new KeyValuePair<string, object?>("member", member));
        _open.Record(elapsed.TotalSeconds, new("level", Write), new("outcome", "opened"));
    }

    /// <summary>A member was tried and did not give a connection.</summary>
    public void Refused(Activity? activity, string member, string level, string reason)
    {
        activity?.AddEvent(new ActivityEvent("refused", tags: new() { ["foobar.mysql.member"] = member, ["reason"] = reason }));
        _refusals.Add(1, new("member", member), new("level", level));
    }

    /// <summary>A read waited for a member to reach the visitor's position.</summary>
    public void WaitedForPosition(string member, bool reached) => _positionWaits.Add(1, new("member", member), new("outcome", reached ? "reached" : "not in time"));

    /// <summary>No member was found within the deadline.</summary>
    public void GaveUp(Activity? activity, string level, TimeSpan elapsed)
    {
        activity?.SetStatus(ActivityStatusCode.Error, "no member");
        _open.Record(elapsed.TotalSeconds, new("level", level), new("outcome", "gave up"));
    }

    /// <summary>A member's role changed.</summary>
    public void RoleChanged(string member, MemberRole before, MemberRole after)
    {
        _roleChanges.Add(1, new("member", member), new("role", after.ToString()));
        if (after == MemberRole.Primary && before != MemberRole.Unknown)
            _failovers.Add(1, new KeyValuePair<string, object?>("member", member));
    }

    /// <summary>Work is run again.</summary>
    public void Repeated(string level, MySqlFailure failure) => _repeats.Add(1, new("level", level), new("failure", failure.ToString()));

    /// <summary>A write was answered from what an earlier attempt had stored.</summary>
    public void Replayed() => _replays.Add(1);

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<T>> Each<T>(ClusterState state, Func<MemberStatus, T> value) where T : struct =>
        state.Current.Members.Select(member => new Measurement<T>(value(member), new KeyValuePair<string, object?>("member", member.Name)));
}
