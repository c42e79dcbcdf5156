extern alias dashboard;

using dashboard::Aspire.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Telemetry.Logs;
using dashboard::Aspire.Dashboard.Telemetry.Metrics;
using dashboard::Aspire.Dashboard.Telemetry.Traces;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>Telemetry as the receiver would have made it.</summary>
internal static class Samples
{
    /// <summary>When the samples begin, as ticks in UTC.</summary>
    public static long Start { get; } = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static TelemetryResource Resource(string name = "web", string instance = "") => new(name, instance, []);

    public static long At(double seconds) => Start + TimeSpan.FromSeconds(seconds).Ticks;

    public static SpanRecord Span(int trace, ulong id, ulong parent = 0, string resource = "web", double start = 0, double end = 1, bool isError = false, SpanKind kind = SpanKind.Internal,
        int bytes = 100, params TelemetryAttribute[] attributes) => new()
        {
            TraceId = (UInt128)trace,
            Id = id,
            ParentId = parent,
            Name = $"span {id}",
            Kind = kind,
            IsError = isError,
            StatusMessage = "",
            Start = At(start),
            End = At(end),
            Resource = Resource(resource),
            Scope = "",
            Attributes = attributes,
            Events = [],
            Links = [],
            Bytes = bytes,
        };

    public static LogEntry Log(int number, int severity = 9, string message = "message", int bytes = 100) => new()
    {
        Time = At(number),
        Severity = severity,
        Message = message,
        Category = "Category",
        EventName = "",
        Resource = Resource(),
        Attributes = [new TelemetryAttribute("number", $"n{number}")],
        TraceId = (UInt128)number,
        SpanId = 0,
        Bytes = bytes,
    };

    public static MetricPoint Point(double seconds, double value, InstrumentKind kind = InstrumentKind.Counter, string instrument = "requests", bool isDelta = false, double began = 0,
        params TelemetryAttribute[] attributes) =>
        new(Resource(), new InstrumentInfo("meter", instrument, "", "{request}", kind), attributes, At(began), At(seconds), [], [value], isDelta, []);
}
