namespace Foobar.Web.Data.Routing;

/// <summary>How far replicas that have been away are warmed up: each takes a share of its reads that grows with time.</summary>
/// <remarks>Whether a read belongs to the share is decided by a number of its own, so that a visitor moves back once and not to and fro.</remarks>
internal readonly struct Warmth
{
    // The whole share, in the unit of admission.
    private const uint Whole = 1024;

    private readonly ClusterSnapshot _snapshot;
    private readonly RoutingOptions _options;
    private readonly TimeProvider _time;
    private readonly long _now;

    private Warmth(ClusterSnapshot snapshot, RoutingOptions options, TimeProvider time)
    {
        _snapshot = snapshot;
        _options = options;
        _time = time;
        _now = time.GetTimestamp();
        for (var i = 0; i < snapshot.Members.Length; i++)
        {
            if (snapshot.Returning.Has(i) && Since(snapshot.Members[i]) < options.WarmUp)
                Cold = Cold.With(i);
        }
    }

    /// <summary>Members that do not take their whole share yet.</summary>
    public MemberMask Cold { get; }

    /// <summary>The present moment's.</summary>
    public static Warmth Of(ClusterSnapshot snapshot, RoutingOptions options, TimeProvider time) => new(snapshot, options, time);

    /// <summary>The member takes the read that has this number.</summary>
    public bool Admits(int member, ulong number) =>
        !Cold.Has(member) || number % Whole < (uint)(Since(_snapshot.Members[member]) / _options.WarmUp * Whole);

    /// <summary>The member became the visitor's, or ceased to be, so short a time ago that another one may be ahead of it.</summary>
    public bool IsNewFor(MemberStatus member, ulong visitor)
    {
        if (member.ChangedAt is null)
            return false;
        var since = Since(member);
        if (member is { IsReturning: true, Role: MemberRole.Replica })
            since -= _options.WarmUp * (MemberChoice.Scatter(visitor) % Whole / (double)Whole);
        // A replica in step is behind by the limit at most, and the next probe would have found that out.
        return since >= TimeSpan.Zero && since < _options.LagLimit + _options.ProbeInterval * 2;
    }

    private TimeSpan Since(MemberStatus member) => member.ChangedAt is { } at ? _time.GetElapsedTime(at, _now) : TimeSpan.MaxValue;
}
