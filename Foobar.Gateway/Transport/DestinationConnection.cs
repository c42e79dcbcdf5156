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
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).WaitAsync(cancellationToken);
        return isPolled ? new PolledStream(await PolledSocket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken)) : await ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
    }

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
