using System.Net;
using System.Net.Sockets;
using Foobar.Gateway.Transport;

namespace Foobar.Tests.Integration.Gateway.Transport;

/// <summary>A connection over loopback: the gateway's end, and the other side's.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket own, Socket other, bool goesFirst) => (Own, Other) = (new PolledSocket(own, goesFirst), other);

    public PolledSocket Own { get; }

    public Socket Other { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SocketPair> ConnectAsync(bool goesFirst = false)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        // Small, so that a test can fill them.
        var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 16 * 1024 };
        await other.ConnectAsync(listener.LocalEndPoint!, Cancellation);
        var own = await listener.AcceptAsync(Cancellation);
        (own.NoDelay, own.SendBufferSize) = (true, 16 * 1024);
        return new SocketPair(own, other, goesFirst);
    }

    /// <summary>Reads exactly so many bytes at the other side.</summary>
    public async Task<byte[]> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await Other.ReceiveAsync(bytes.AsMemory(at), Cancellation);
            Assert.NotEqual(0, read);
            at += read;
        }
        return bytes;
    }

    /// <summary>Reads at the other side until nothing more comes.</summary>
    public async Task<byte[]> ReceiveAllAsync()
    {
        using var all = new MemoryStream();
        await using var stream = new NetworkStream(Other);
        await stream.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }

    /// <summary>Breaks the connection off at the other side.</summary>
    public void Reset() => Other.Close(timeout: 0);

    public void Dispose()
    {
        Own.Dispose();
        Other.Dispose();
    }
}
