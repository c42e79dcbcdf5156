namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A span.</summary>
internal sealed class SpanRecord
{
    public required UInt128 TraceId { get; init; }

    public required ulong Id { get; init; }

    /// <summary>0 for a root.</summary>
    public required ulong ParentId { get; init; }

    public required string Name { get; init; }

    public required SpanKind Kind { get; init; }

    public required bool IsError { get; init; }

    public required string StatusMessage { get; init; }

    /// <summary>Ticks in UTC.</summary>
    public required long Start { get; init; }

    /// <inheritdoc cref="Start"/>
    public required long End { get; init; }

    public required TelemetryResource Resource { get; init; }

    /// <summary>The source that has made it.</summary>
    public required string Scope { get; init; }

    public required TelemetryAttribute[] Attributes { get; init; }

    public required SpanEvent[] Events { get; init; }

    public required SpanLink[] Links { get; init; }

    /// <summary>The memory that it takes, as estimated.</summary>
    public required int Bytes { get; init; }

    public TimeSpan Duration => TimeSpan.FromTicks(End - Start);
}
