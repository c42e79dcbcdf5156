using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>One member's connections: its data source, the queue of reads, and a signal to give up work on it when it hangs.</summary>
internal sealed class Member(string name, int index, MySqlDataSource source, int readLimit) : IDisposable
{
    private readonly SemaphoreSlim _probe = new(0, 1);
    private CancellationTokenSource _lost = new();

    /// <summary>The configured name.</summary>
    public string Name => name;

    /// <summary>Its index in every snapshot.</summary>
    public int Index => index;

    /// <summary>The pool of connections to it.</summary>
    public MySqlDataSource Source => source;

    /// <summary>The reads that run on it, and those that wait to.</summary>
    public ReadQueue Reads { get; } = new(readLimit);

    /// <summary>Cancelled when the member hangs: whoever waits for it goes on elsewhere.</summary>
    public CancellationToken Lost => Volatile.Read(ref _lost).Token;

    /// <summary>Gives up all work on the member.</summary>
    public async Task AbandonAsync()
    {
        // Not disposed: somebody may be about to use its token, and it has no timer that would stay behind.
        await Interlocked.Exchange(ref _lost, new CancellationTokenSource()).CancelAsync();
    }

    /// <summary>Asks for a probe now, since the member was not what it seemed.</summary>
    public void RequestProbe()
    {
        try
        {
            if (_probe.CurrentCount == 0)
                _probe.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has asked at the same moment.
        }
    }

    /// <summary>Returns when a probe is asked for, or after the interval.</summary>
    public Task WaitForProbeAsync(TimeSpan interval, CancellationToken cancellationToken) => _probe.WaitAsync(interval, cancellationToken);

    public void Dispose()
    {
        Reads.Dispose();
        _probe.Dispose();
        _lost.Dispose();
    }
}
