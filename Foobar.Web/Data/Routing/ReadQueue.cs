namespace Foobar.Web.Data.Routing;

/// <summary>Lets so many reads run on a member at a time; the others wait in their order.</summary>
/// <remarks>
/// A server has a thread for each connection. With more of them at work than it has cores for, each takes longer, and some much longer
/// than others.
/// </remarks>
internal sealed class ReadQueue(int limit) : IDisposable
{
    private readonly SemaphoreSlim _places = new(limit);
    private int _waiting;

    /// <summary>Reads that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a place, which is given back with <see cref="Leave"/>.</summary>
    /// <exception cref="OperationCanceledException">The member was lost.</exception>
    /// <exception cref="TimeoutException">No place became free in this time.</exception>
    public ValueTask EnterAsync(TimeSpan within, CancellationToken lost) =>
        _places.Wait(TimeSpan.Zero, CancellationToken.None) ? ValueTask.CompletedTask : WaitAsync(within > TimeSpan.Zero ? within : TimeSpan.Zero, lost);

    /// <summary>Gives a place back.</summary>
    public void Leave() => _places.Release();

    public void Dispose() => _places.Dispose();

    private async ValueTask WaitAsync(TimeSpan within, CancellationToken lost)
    {
        using var activity = RoutingTelemetry.StartWait();
        Interlocked.Increment(ref _waiting);
        try
        {
            if (!await _places.WaitAsync(within, lost))
                throw new TimeoutException($"It answers {limit} reads at a time, and none of them ended in time.");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
