using System.Net.Sockets;

namespace GatewaySpeed.Load;

/// <summary>Connections that are held open.</summary>
internal sealed class OpenConnections(int count) : IDisposable
{
    private readonly Socket?[] _sockets = new Socket?[count];

    /// <summary>Makes a socket, which is this object's from then on.</summary>
    public Socket Add(int number) => _sockets[number] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>How many the other side has closed.</summary>
    public int CountClosed() => _sockets.Count(socket => socket is not { Connected: true } || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0));

    public void Dispose()
    {
        foreach (var socket in _sockets)
            socket?.Dispose();
    }
}
