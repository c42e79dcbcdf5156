using System.Net;
using System.Net.Sockets;

namespace Foobar.Gateway.Transport;

/// <summary>Makes connections to destinations.</summary>
/// <param name="isPolled">Whether an <see cref="EventLoop"/> works on them.</param>
internal sealed class DestinationConnection(bool isPolled)
{
    /// <summary>Nobody on the own network takes longer, and another destination is there.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Connects as the framework does, but gives the name's lookup up when the time is over, too: the system's own goes on for 5 s for each name server that is silent.</summary>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    /// <exception cref="SocketException">The name is not known, or nobody answers there.</exception>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        return isPolled ? new PolledStream(await OpenSocketAsync(host, port, cancellationToken)) : await ConnectAsync(await FindAsync(host, cancellationToken), port, cancellationToken);
    }

    /// <summary>The same, without a stream.</summary>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    /// <exception cref="SocketException">The name is not known, or nobody answers there.</exception>
    public static async Task<PolledSocket> OpenSocketAsync(string host, int port, CancellationToken cancellationToken) =>
        await PolledSocket.ConnectAsync(await FindAsync(host, cancellationToken), port, cancellationToken);

    private static Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(cancellationToken);

    private static async Task<NetworkStream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
