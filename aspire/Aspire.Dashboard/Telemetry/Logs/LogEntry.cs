namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>A structured log entry.</summary>
internal sealed class LogEntry
{
    /// <summary>Counts the entries of this process; set by the store.</summary>
    public long Number { get; set; }

    /// <summary>When it was written, as ticks in UTC.</summary>
    public required long Time { get; init; }

    /// <summary>1 to 24; 0 if it is not known.</summary>
    public required int Severity { get; init; }

    public required string Message { get; init; }

    /// <summary>Who has written it: the logger's name.</summary>
    public required string Category { get; init; }

    public required string EventName { get; init; }

    public required TelemetryResource Resource { get; init; }

    public required TelemetryAttribute[] Attributes { get; init; }

    /// <summary>0 outside of a trace.</summary>
    public required UInt128 TraceId { get; init; }

    /// <inheritdoc cref="TraceId"/>
    public required ulong SpanId { get; init; }

    /// <summary>The memory that it takes, as estimated.</summary>
    public required int Bytes { get; init; }

    public LogSeverity Level => LogSeverities.Of(Severity);
}
