#pragma warning disable CS1591 // The description beside each name says what it is.
namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>What the keeper of the cluster measures.</summary>
public static class DatabaseMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Foobar.Database";

    public static readonly Metric Members = Metric.Gauge("foobar.database.members", "{member}", "Members by their role now.");
    public static readonly Metric Majority = Metric.Gauge("foobar.database.majority", "{group}", "1 while a member is in a group that has a majority.");
    public static readonly Metric WritesPause = Metric.Duration("foobar.database.writes.pause", "How long no member took writes.", 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60);
    public static readonly Metric Joins = Metric.Counter("foobar.database.joins", "{join}", "Members that came into the group.");
    public static readonly Metric Failovers = Metric.Counter("foobar.database.failovers", "{failover}", "Times that another member became the primary.");
}
