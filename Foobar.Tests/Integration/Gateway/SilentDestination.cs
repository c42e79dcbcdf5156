using System.Net;
using System.Net.Sockets;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>A destination like a host that has lost its power: who connects hears nothing.</summary>
/// <remarks>It accepts nobody, and those who came first fill its line: for the next ones the system is silent.</remarks>
internal sealed class SilentDestination : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public Uri Address => new($"http://{_listener.LocalEndPoint}");

    public static SilentDestination Start()
    {
        var destination = new SilentDestination();
        destination._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        destination._listener.Listen(0);
        while (destination.Connects())
        {
        }
        return destination;
    }

    public void Dispose()
    {
        foreach (var socket in _waiting)
            socket.Dispose();
        _listener.Dispose();
    }

    private bool Connects()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _waiting.Add(socket);
        return socket.ConnectAsync(_listener.LocalEndPoint!).Wait(Silence, TestContext.Current.CancellationToken);
    }
}
