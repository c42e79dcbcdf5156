#pragma warning disable CS1591 // The description beside each name says what it is.
namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>What the web servers measure.</summary>
public static class WebMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Foobar.Web";

    public static readonly Metric Reads = Metric.Counter("foobar.mysql.reads", "{read}", "Reads, by member and level.");
    public static readonly Metric Writes = Metric.Counter("foobar.mysql.writes", "{write}", "Attempts to write, by member.");
    public static readonly Metric Fallbacks = Metric.Counter("foobar.mysql.fallbacks", "{read}", "Reads that went to the primary because no replica fitted, by level.");
    public static readonly Metric MemberRefusals = Metric.Counter("foobar.mysql.refusals", "{attempt}", "Members that were chosen and gave no connection, by member and level.");
    public static readonly Metric PositionWaits = Metric.Counter("foobar.mysql.position_waits", "{wait}", "Reads that waited for a visitor's position, by member and outcome.");
    public static readonly Metric Repeats = Metric.Counter("foobar.mysql.repeats", "{repeat}", "Work that was run again, by level and the failure that was the reason.");
    public static readonly Metric Replays = Metric.Counter("foobar.mysql.replays", "{write}", "Writes that were answered from what an earlier attempt had stored.");
    public static readonly Metric RoleChanges = Metric.Counter("foobar.mysql.role_changes", "{change}", "Changes of a member's role, as seen by this web.");
    public static readonly Metric Failovers = Metric.Counter("foobar.mysql.failovers", "{failover}", "Members that became the primary while this web ran.");
    public static readonly Metric OpenDuration = Metric.Duration("foobar.mysql.open.duration", "Time from asking for a connection to having one that is fresh enough, by level and outcome.");
    public static readonly Metric Lag = Metric.Gauge("foobar.mysql.lag", "s", "Age of the oldest position of the primary that the member has not reached.");
    public static readonly Metric Behind = Metric.Gauge("foobar.mysql.behind", "{transaction}", "Transactions of the primary that the member has not executed.");
    public static readonly Metric ReadsWaiting = Metric.Gauge("foobar.mysql.reads.waiting", "{read}", "Reads that wait for their turn on the member.");
    public static readonly Metric Member = Metric.Gauge("foobar.mysql.member", "{member}", "1 for the role that a member has, 0 for the others.");
    public static readonly Metric SignIns = Metric.Counter("foobar.sign_in.attempts", "{attempt}", "Attempts to sign in, by outcome.");
}
