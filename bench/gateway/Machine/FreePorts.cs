using System.Net;
using System.Net.Sockets;

namespace GatewaySpeed.Machine;

/// <summary>Ports of the loopback address that nobody listens on.</summary>
internal static class FreePorts
{
    /// <summary>Finds as many different ones as are asked for.</summary>
    public static int[] Find(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }
}
