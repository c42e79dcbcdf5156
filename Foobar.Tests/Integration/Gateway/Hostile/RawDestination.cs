using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>A destination on a bare socket that reads strictly, keeps what it has read, and answers each request with 200.</summary>
internal sealed class RawDestination : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public RawDestination()
    {
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>What has come, in its order.</summary>
    public ConcurrentQueue<RawRequest> Received { get; } = [];

    /// <summary>What could be read in more than one way.</summary>
    public ConcurrentQueue<string> Ambiguities { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                _connections.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The tests are over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var reader = new StrictRequestReader(stream);
        try
        {
            while (await reader.ReadAsync(_stopping.Token) is { } request)
            {
                Received.Enqueue(request);
                if (request.Body is null)
                    return;
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), _stopping.Token);
            }
        }
        catch (AmbiguousRequestException ambiguity)
        {
            Ambiguities.Enqueue(ambiguity.Message);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The connection is over, as the gateway or the test wants it.
        }
    }
}
