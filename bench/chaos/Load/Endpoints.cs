using System.Net;
using System.Net.Sockets;

namespace Chaos.Load;

/// <summary>Where a site's name leads to: connections go to one of the addresses by chance, and to the next one when it does not answer, as browsers do with a name that has several.</summary>
internal sealed class Endpoints(IReadOnlyList<IPEndPoint> addresses)
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(2);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="HttpRequestException">None of the addresses answers; the message has the reason of each.</exception>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        IPEndPoint[] order = [.. addresses];
        Random.Shared.Shuffle(order);
        var reasons = new List<string>();
        foreach (var address in order)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ConnectWithin);
            try
            {
                await socket.ConnectAsync(address, limit.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                reasons.Add($"{address}: {(exception is SocketException ? exception.Message : "no answer")}");
            }
        }
        throw new HttpRequestException(string.Join("; ", reasons));
    }
}
