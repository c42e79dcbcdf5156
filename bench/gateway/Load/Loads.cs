using GatewaySpeed.Peers;

namespace GatewaySpeed.Load;

/// <summary>What holds for every load.</summary>
internal static class Loads
{
    /// <summary>Makes the load; a generator that cannot do its work is a failure of the peer like any other, and not the end of the run.</summary>
    public static async Task<LoadResult> TryRunAsync(this ILoad load, Peer peer, TimeSpan duration, CancellationToken cancellationToken)
    {
        try
        {
            return await load.RunAsync(peer, duration, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
        {
            // Ctrl+C reaches the generator, too.
            cancellationToken.ThrowIfCancellationRequested();
            return new LoadResult(0, duration, null, null, exception.Message.ReplaceLineEndings(" "));
        }
    }
}
