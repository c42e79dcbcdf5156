namespace GatewaySpeed.Load;

/// <summary>What one stretch of load found.</summary>
/// <param name="Completed">Requests that were answered, handshakes that were made, or connections that were opened.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Median">The median of their times; null where the load does not tell.</param>
/// <param name="P99">The time that 99 of 100 stayed within; null where the load does not tell.</param>
/// <param name="Failure">What went wrong, with numbers; null when nothing did.</param>
internal sealed record LoadResult(long Completed, TimeSpan Elapsed, TimeSpan? Median, TimeSpan? P99, string? Failure) : IDisposable
{
    /// <summary>What is still open, so that memory can be read before it is closed.</summary>
    public IDisposable? Open { get; init; }

    public void Dispose() => Open?.Dispose();
}
