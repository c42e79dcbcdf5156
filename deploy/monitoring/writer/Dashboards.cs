using Foobar.ServiceDefaults.Telemetry;
using static Monitoring.PromQl;

namespace Monitoring;

/// <summary>The dashboards of the site.</summary>
public static class Dashboards
{
    private const string AtGateways = "job=\"gateway\"";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Dashboard> All { get; } = [Site, Gateway, Data, Processes];

    private static Dashboard Site => new("foobar-site", "Foobar: the site",
        new Row("Service levels",
            new Panel("Good requests, 30 days", "The part of the requests that were answered, and not with 500 or above. 99.9 % are promised.", "percentunit",
                new Query("1 - foobar:requests:error_ratio_rate30d", "good")) { IsNumber = true, Width = 6, GoodFrom = ServiceLevels.Availability },
            new Panel("Budget of errors left", "1 is all of it; 0 is none.", "percentunit", new Query("foobar:errors:budget_left", "left")) { IsNumber = true, Width = 6, GoodFrom = 0.1 },
            new Panel("In time, 30 days", "The part of the requests that were answered within 300 ms. 99 % are promised.", "percentunit",
                new Query("1 - foobar:requests:slow_ratio_rate30d", "in time")) { IsNumber = true, Width = 6, GoodFrom = ServiceLevels.InTime },
            new Panel("Budget of slowness left", "1 is all of it; 0 is none.", "percentunit", new Query("foobar:slowness:budget_left", "left")) { IsNumber = true, Width = 6, GoodFrom = 0.1 }),
        new Row("Visitors",
            new Panel("Requests", PlatformMetrics.RequestDuration.Description, "reqps", new Query(Rate(PlatformMetrics.RequestDuration, "http_response_status_code", AtGateways), "{{http_response_status_code}}")) { IsStacked = true },
            new Panel("Time of answers", "At the gateways, with what the cache answers.", "s",
                new Query(Quantile(0.5, PlatformMetrics.RequestDuration, where: AtGateways), "half"),
                new Query(Quantile(0.95, PlatformMetrics.RequestDuration, where: AtGateways), "95 %"),
                new Query(Quantile(0.99, PlatformMetrics.RequestDuration, where: AtGateways), "99 %")),
            new Panel("Burn rate", "How many times as fast as the month has room for the budget of errors is used up.", "short",
                new Query("foobar:errors:burn_rate5m", "errors, 5 min"),
                new Query("foobar:errors:burn_rate1h", "errors, 1 h"),
                new Query("foobar:slowness:burn_rate1h", "slowness, 1 h"))),
        new Row("State",
            new Panel("Who answers", "1 for each gateway, web and keeper of the database that can be asked.", "short", new Query("up{job=~\"gateway|web|database\"}", "{{job}} {{instance}}")),
            new Panel("Members by role", DatabaseMetrics.Members.Description, "short", new Query(Max(DatabaseMetrics.Members, "role"), "{{role}}")),
            new Panel("Alerts", "What fires.", "short", new Query("count by (alertname) (ALERTS{alertstate=\"firing\", alertname!=\"Watchdog\"})", "{{alertname}}"))));

    private static Dashboard Gateway => new("foobar-gateway", "Foobar: gateways",
        new Row("Destinations",
            new Panel("Answers", GatewayMetrics.DestinationDuration.Description, "reqps", new Query(Rate(GatewayMetrics.DestinationDuration, "destination, failed"), "{{destination}}, failed: {{failed}}")),
            new Panel("Time of answers, 99 %", GatewayMetrics.DestinationDuration.Description, "s", new Query(Quantile(0.99, GatewayMetrics.DestinationDuration, "destination"), "{{destination}}")),
            new Panel("Under way", GatewayMetrics.DestinationInFlight.Description, "short", new Query(Sum(GatewayMetrics.DestinationInFlight, "destination"), "{{destination}}")),
            new Panel("Available", GatewayMetrics.DestinationAvailable.Description, "short", new Query(Min(GatewayMetrics.DestinationAvailable, "destination, instance"), "{{destination}} at {{instance}}")),
            new Panel("Waiting", GatewayMetrics.Waiting.Description, "short", new Query(Sum(GatewayMetrics.Waiting, "cluster"), "{{cluster}}")),
            new Panel("Turned away", GatewayMetrics.TurnedAway.Description, "reqps", new Query(Rate(GatewayMetrics.TurnedAway, "cluster"), "{{cluster}}"))),
        new Row("Second attempts",
            new Panel("Retries", GatewayMetrics.Retries.Description, "reqps", new Query(Rate(GatewayMetrics.Retries, "destination, outcome"), "{{destination}}: {{outcome}}")),
            new Panel("Not sent again", GatewayMetrics.RetriesExhausted.Description, "reqps", new Query(Rate(GatewayMetrics.RetriesExhausted, "over"), "{{over}}")),
            new Panel("Budget", GatewayMetrics.RetryBudget.Description, "short", new Query(Min(GatewayMetrics.RetryBudget, "instance"), "{{instance}}"))),
        new Row("Cache",
            new Panel("Answered", GatewayMetrics.CacheRequests.Description, "reqps", new Query(Rate(GatewayMetrics.CacheRequests, "outcome"), "{{outcome}}")) { IsStacked = true },
            new Panel("Past the cache", GatewayMetrics.CacheBypasses.Description, "reqps", new Query(Rate(GatewayMetrics.CacheBypasses, "reason"), "{{reason}}")) { IsStacked = true },
            new Panel("Kept", GatewayMetrics.CacheSize.Description, "bytes", new Query(Sum(GatewayMetrics.CacheSize, "instance"), "{{instance}}"))),
        new Row("At the door",
            new Panel("Refused", GatewayMetrics.Refusals.Description, "reqps", new Query(Rate(GatewayMetrics.Refusals, "reason"), "{{reason}}")) { IsStacked = true },
            new Panel("Connections", "Connections of visitors that are open.", "short", new Query(Sum(PlatformMetrics.Connections, "instance", AtGateways), "{{instance}}")),
            new Panel("Certificate", GatewayMetrics.CertificateExpiry.Description, "s", new Query(Min(GatewayMetrics.CertificateExpiry, "instance"), "{{instance}}"))));

    private static Dashboard Data => new("foobar-data", "Foobar: data",
        new Row("The group",
            new Panel("Members by role", DatabaseMetrics.Members.Description, "short", new Query(Max(DatabaseMetrics.Members, "role"), "{{role}}")),
            new Panel("Majority", DatabaseMetrics.Majority.Description, "short", new Query(Max(DatabaseMetrics.Majority), "majority")),
            new Panel("Failovers", DatabaseMetrics.Failovers.Description, "short", new Query($"sum by (member) (increase({DatabaseMetrics.Failovers}[10m]))", "{{member}}")),
            new Panel("Pauses of writes, longest", DatabaseMetrics.WritesPause.Description, "s", new Query(Quantile(1, DatabaseMetrics.WritesPause), "pause")),
            new Panel("Lag", WebMetrics.Lag.Description, "s", new Query(Max(WebMetrics.Lag, "member"), "{{member}}")),
            new Panel("Behind", WebMetrics.Behind.Description, "short", new Query(Max(WebMetrics.Behind, "member"), "{{member}}"))),
        new Row("Routing",
            new Panel("Reads", WebMetrics.Reads.Description, "ops", new Query(Rate(WebMetrics.Reads, "member, level"), "{{member}}: {{level}}")) { IsStacked = true },
            new Panel("Writes", WebMetrics.Writes.Description, "ops", new Query(Rate(WebMetrics.Writes, "member"), "{{member}}")) { IsStacked = true },
            new Panel("Time to a connection, 99 %", WebMetrics.OpenDuration.Description, "s", new Query(Quantile(0.99, WebMetrics.OpenDuration, "level"), "{{level}}")),
            new Panel("Not as planned", "Reads that went to the primary, members that gave no connection, work that was run again, answers that were stored.", "ops",
                new Query(Rate(WebMetrics.Fallbacks), "reads at the primary"),
                new Query(Rate(WebMetrics.MemberRefusals), "no connection"),
                new Query(Rate(WebMetrics.Repeats), "run again"),
                new Query(Rate(WebMetrics.Replays), "stored answers")),
            new Panel("Waits for a position", WebMetrics.PositionWaits.Description, "ops", new Query(Rate(WebMetrics.PositionWaits, "outcome"), "{{outcome}}")),
            new Panel("Attempts to sign in", WebMetrics.SignIns.Description, "ops", new Query(Rate(WebMetrics.SignIns, "outcome"), "{{outcome}}"))),
        new Row("Pools",
            new Panel("Connections", PlatformMetrics.PoolUsage.Description, "short", new Query(Sum(PlatformMetrics.PoolUsage, "pool_name, state"), "{{pool_name}}: {{state}}")),
            new Panel("Waiting for one", PlatformMetrics.PoolPending.Description, "short", new Query(Sum(PlatformMetrics.PoolPending, "pool_name"), "{{pool_name}}")),
            new Panel("Limit", PlatformMetrics.PoolLimit.Description, "short", new Query(Max(PlatformMetrics.PoolLimit, "pool_name"), "{{pool_name}}"))));

    private static Dashboard Processes => new("foobar-processes", "Foobar: processes",
        new Row("Processes",
            new Panel("Processor", PlatformMetrics.ProcessorTime.Description, "short", new Query(Rate(PlatformMetrics.ProcessorTime, "job, instance"), "{{job}} {{instance}}")),
            new Panel("Memory", PlatformMetrics.WorkingSet.Description, "bytes", new Query(Max(PlatformMetrics.WorkingSet, "job, instance"), "{{job}} {{instance}}")),
            new Panel("Garbage collection", PlatformMetrics.GarbageCollectionPause.Description, "percentunit", new Query(Rate(PlatformMetrics.GarbageCollectionPause, "job, instance"), "{{job}} {{instance}}")),
            new Panel("Work that waits for a thread", PlatformMetrics.ThreadPoolQueue.Description, "short", new Query($"max by (job, instance) ({PlatformMetrics.ThreadPoolQueue})", "{{job}} {{instance}}")),
            new Panel("Exceptions", PlatformMetrics.Exceptions.Description, "ops", new Query(Rate(PlatformMetrics.Exceptions, "job, error_type"), "{{job}}: {{error_type}}")),
            new Panel("Requests under way", PlatformMetrics.ActiveRequests.Description, "short",
                new Query(Sum(PlatformMetrics.ActiveRequests, "job, instance"), "{{job}} {{instance}}"),
                new Query(Sum(GatewayMetrics.DestinationInFlight, "job, instance"), "{{job}} {{instance}}"))),
        new Row("Disks",
            new Panel("Left", ServiceMetrics.DiskFree.Description, "percentunit",
                new Query($"min by (folder) ({ServiceMetrics.DiskFree} / {ServiceMetrics.DiskSize})", "{{folder}}")) { Width = 24 }));
}
