#pragma warning disable CS1591 // The description beside each name says what it is.
namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>What the framework, the runtime and the driver measure, as far as rules and dashboards use it.</summary>
public static class PlatformMetrics
{
    /// <summary>The driver's meter.</summary>
    public const string DriverMeter = "MySqlConnector";

    /// <summary>The meters of the server and of the HTTP client.</summary>
    public static IReadOnlyList<string> FrameworkMeters { get; } =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.Diagnostics",
        "Microsoft.AspNetCore.RateLimiting", "System.Net.Http", "System.Net.NameResolution",
    ];

    public static readonly Metric RequestDuration = Metric.Duration("http.server.request.duration", "Duration of requests to the service.");
    public static readonly Metric ActiveRequests = Metric.Gauge("http.server.active_requests", "{request}", "Requests under way.");
    public static readonly Metric Connections = Metric.Gauge("kestrel.active_connections", "{connection}", "Connections that are open.");
    public static readonly Metric ProcessorTime = Metric.Counter("dotnet.process.cpu.time", "s", "Processor time of the process, by mode.");
    public static readonly Metric WorkingSet = Metric.Gauge("dotnet.process.memory.working_set", "By", "Memory that the process has.");
    public static readonly Metric GarbageCollectionPause = Metric.Counter("dotnet.gc.pause.time", "s", "Time that garbage collections held the process up.");
    // The runtime says that it is a counter.
    public static readonly Metric ThreadPoolQueue = Metric.Counter("dotnet.thread_pool.queue.length", "{work_item}", "Work that waits for a thread.");
    public static readonly Metric Exceptions = Metric.Counter("dotnet.exceptions", "{exception}", "Exceptions that were thrown, by type.");
    public static readonly Metric PoolUsage = Metric.Gauge("db.client.connections.usage", "{connection}", "Connections of a pool, by state.");
    public static readonly Metric PoolLimit = Metric.Gauge("db.client.connections.max", "{connection}", "Connections that a pool may have.");
    public static readonly Metric PoolPending = Metric.Gauge("db.client.connections.pending_requests", "{request}", "Requests that wait for a connection of a pool.");
    public static readonly Metric PoolTimeouts = Metric.Counter("db.client.connections.timeouts", "{timeout}", "Requests that a pool gave no connection in time.");
}
