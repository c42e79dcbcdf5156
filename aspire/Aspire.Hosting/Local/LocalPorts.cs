using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Aspire.Hosting.Local;

/// <summary>Picks free ports and tells who holds a taken one.</summary>
internal static class LocalPorts
{
    // Below the range from which the kernel takes the ports of outgoing connections.
    private const int First = 10_000;
    private const int Last = 32_767;

    private static readonly Lock GuardsHandedOut = new();
    private static readonly HashSet<int> HandedOut = [];

    /// <summary>A port that is free on both loopback addresses and that neither this process nor another application host has picked before.</summary>
    public static int Allocate()
    {
        lock (GuardsHandedOut)
        {
            var start = RandomNumberGenerator.GetInt32(First, Last + 1);
            for (var i = 0; i <= Last - First; i++)
            {
                var port = First + ((start - First + i) % (Last - First + 1));
                if (!HandedOut.Contains(port) && IsFree("localhost", port) && PortReservations.TryReserve(port))
                {
                    HandedOut.Add(port);
                    return port;
                }
            }
        }
        throw new DistributedApplicationException($"No port from {First} to {Last} is free.");
    }

    /// <summary>Whether a process could listen there now.</summary>
    public static bool IsFree(string host, int port) => GetAddresses(host).All(address => CanListen(address, port));

    /// <summary>The addresses that listening on a host means.</summary>
    public static IPAddress[] GetAddresses(string host) => host switch
    {
        "localhost" => Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        _ when IPAddress.TryParse(host.Trim('[', ']'), out var address) => [address],
        _ => [IPAddress.Any],
    };

    /// <summary>The process that listens on a port, as <c>process 1234 (nginx)</c>; null if that cannot be found out.</summary>
    public static string? DescribeHolder(int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var inodes = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines).Select(line => FindInode(line, port)).OfType<string>().ToHashSet();
        if (inodes.Count == 0)
            return null;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (Directory.EnumerateFiles(Path.Combine(folder, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && inodes.Contains(target)))
                    return $"process {Path.GetFileName(folder)} ({File.ReadAllText(Path.Combine(folder, "comm")).Trim()})";
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                // Another user's process, or one that has just ended: somebody else may still be the holder.
            }
        }
        return null;
    }

    /// <summary>The socket of a line of the kernel's table if it listens on that port.</summary>
    private static string? FindInode(string line, int port)
    {
        const string Listening = "0A";
        var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns.Length > 9 && columns[3] == Listening
            && columns[1].EndsWith($":{port.ToString("X4", CultureInfo.InvariantCulture)}", StringComparison.Ordinal)
            ? $"socket:[{columns[9]}]"
            : null;
    }

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine without IPv6 loopback has nothing to conflict there.
            return exception.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
