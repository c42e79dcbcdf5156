namespace Foobar.Gateway.AccessLog;

/// <summary>What a line of the access log says of a request.</summary>
internal readonly record struct AccessRecord
{
    /// <summary>When it came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Time until its answer's end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Time until its answer began at the destination; null when there was none.</summary>
    public required TimeSpan? FirstByte { get; init; }

    /// <summary>The client's address.</summary>
    public required string? Client { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The host that was asked for.</summary>
    public required string Host { get; init; }

    /// <summary>Path and query as they were sent.</summary>
    public required string Target { get; init; }

    /// <summary>The protocol, such as <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The answer's status.</summary>
    public required int Status { get; init; }

    /// <summary>The answer's length in bytes; null when its head did not say.</summary>
    public required long? Bytes { get; init; }

    /// <summary>The destination of the last attempt; null for none.</summary>
    public required string? Destination { get; init; }

    /// <summary>Attempts; 0 when no destination was asked.</summary>
    public required int Attempts { get; init; }

    /// <summary>What kind of program asks.</summary>
    public required string? UserAgent { get; init; }

    /// <summary>The id that the webs and the answer have too.</summary>
    public required string RequestId { get; init; }

    /// <summary>The trace that it belongs to.</summary>
    public required string? TraceId { get; init; }
}
