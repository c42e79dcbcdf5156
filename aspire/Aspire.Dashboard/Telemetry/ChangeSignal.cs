namespace Aspire.Dashboard.Telemetry;

/// <summary>Tells of changes, but not of each: at most every 200 ms.</summary>
internal sealed class ChangeSignal(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private int _pending;

    /// <summary>Raised some time after one or more changes, on any thread.</summary>
    public event Action? Changed;

    public void Set()
    {
        if (Changed is not null && Interlocked.Exchange(ref _pending, 1) == 0)
            _ = RaiseAsync();
    }

    private async Task RaiseAsync()
    {
        await Task.Delay(Pause, time).ConfigureAwait(false);
        // First, so that a change that comes while it is told of is told of too.
        Volatile.Write(ref _pending, 0);
        Changed?.Invoke();
    }
}
