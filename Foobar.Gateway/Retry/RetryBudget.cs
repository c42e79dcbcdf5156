namespace Foobar.Gateway.Retry;

/// <summary>Retries that may be made: every request pays in a part of one, every retry takes one out.</summary>
internal sealed class RetryBudget(RetryOptions options)
{
    // In thousandths of a retry, so that it can be changed without a lock.
    private const int Retry = 1000;

    private readonly long _full = options.Reserve * (long)Retry;
    private readonly long _share = (long)(options.Budget * Retry);
    private long _saved = options.Reserve * (long)Retry;

    /// <summary>Retries that are left.</summary>
    public double Left => (double)Interlocked.Read(ref _saved) / Retry;

    /// <summary>A request came.</summary>
    public void PayIn()
    {
        // A little above full does no harm, and the usual case is one read.
        if (Interlocked.Read(ref _saved) < _full)
            Interlocked.Add(ref _saved, _share);
    }

    /// <summary>Takes one retry out; false when none is left.</summary>
    public bool TryTake()
    {
        if (Interlocked.Add(ref _saved, -Retry) >= 0)
            return true;
        Interlocked.Add(ref _saved, Retry);
        return false;
    }
}
