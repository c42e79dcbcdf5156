using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GatewaySpeed.Peers;

namespace GatewaySpeed.Load;

/// <summary>Connections that have had one answer and then stay open, as those of browsers do.</summary>
internal sealed class IdleLoad(int connections) : ILoad
{
    private const int AtATime = 64;

    private static readonly byte[] Request = Encoding.ASCII.GetBytes($"GET /1k HTTP/1.1\r\nHost: {Site.Host}\r\n\r\n");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Description => string.Create(CultureInfo.InvariantCulture, $"{connections} connections, http, one answer of 1 KB on each, then nothing; each time to a peer that has just begun");

    /// <summary>Opens them, waits until the time is over, and counts those that are open still.</summary>
    public async Task<LoadResult> RunAsync(Peer peer, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit + duration);
        var began = Stopwatch.GetTimestamp();
        var open = new OpenConnections(connections);
        try
        {
            await Parallel.ForAsync(0, connections, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = deadline.Token }, async (number, token) =>
            {
                var socket = open.Add(number);
                await socket.ConnectAsync(IPAddress.Loopback, peer.HttpPort, token);
                await AskAsync(socket, token);
            });
            var elapsed = Stopwatch.GetElapsedTime(began);
            await Task.Delay(duration, deadline.Token);
            return new LoadResult(connections, elapsed, null, null, Failures.Describe(("closed", open.CountClosed()))) { Open = open };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is SocketException or IOException or OperationCanceledException)
        {
            return new LoadResult(0, Stopwatch.GetElapsedTime(began), null, null, $"not all {connections} could be opened: {exception.Message}") { Open = open };
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    private static async Task AskAsync(Socket socket, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Request, cancellationToken);
        var buffer = new byte[4096];
        var received = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(received), cancellationToken);
            if (read == 0)
                throw new IOException("A connection was closed before its answer.");
            received += read;
            var answer = buffer.AsSpan(0, received);
            if (answer.IndexOf("\r\n\r\n"u8) is var end and >= 0 && received >= end + 4 + Backend.Small)
            {
                if (!answer.StartsWith("HTTP/1.1 200"u8))
                    throw new IOException($"An answer was '{Encoding.ASCII.GetString(answer[..answer.IndexOf("\r\n"u8)])}'.");
                return;
            }
        }
    }
}
