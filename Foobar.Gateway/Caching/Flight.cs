namespace Foobar.Gateway.Caching;

/// <summary>A request that is under way to a web, and that others like it wait for.</summary>
internal sealed class Flight(Flights flights, string key)
{
    // The others go on by themselves, not on the back of the one that brought the answer.
    private readonly TaskCompletionSource<FlightOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it asks for.</summary>
    public string Key { get; } = key;

    /// <summary>Ends it; only the first outcome counts.</summary>
    public void End(FlightOutcome outcome)
    {
        flights.Forget(this);
        _outcome.TrySetResult(outcome);
    }

    /// <summary>Waits for its end; null when that takes longer than this.</summary>
    public async Task<FlightOutcome?> WaitAsync(TimeSpan within, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await _outcome.Task.WaitAsync(within > TimeSpan.Zero ? within : TimeSpan.Zero, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
