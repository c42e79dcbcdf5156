namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A span.</summary>
internal sealed class SpanRecord
{
    private const int LongestSubject = 200;

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

    /// <summary>What it was about, where the name does not say it: the path of an HTTP request, the text of a query in one line; else empty.</summary>
    public string Subject
    {
        get
        {
            if (Attributes.Find("url.path", "http.target") is { } path)
                return Name.EndsWith(path, StringComparison.Ordinal) ? "" : path;
            return ToLine(Attributes.Find("db.query.text", "db.statement") ?? "");
        }
    }

    public TimeSpan Duration => TimeSpan.FromTicks(End - Start);

    private static string ToLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestSubject ? line[..LongestSubject] : line;
    }
}
