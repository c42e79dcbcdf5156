using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>A destination on a bare socket that answers requests as its test says: in full, in part, or not at all.</summary>
internal sealed class ScriptedDestination : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<Socket, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _accepted;

    private ScriptedDestination(Func<Socket, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>Connections that were made to it.</summary>
    public int Connections => Volatile.Read(ref _accepted);

    /// <summary>Connections that are over.</summary>
    public int Ended => _connections.Count(connection => connection.IsCompleted);

    /// <summary>The requests that it has received, in their order.</summary>
    public ConcurrentQueue<ReceivedRequest> Received { get; } = [];

    /// <summary>Answers every request in full.</summary>
    public static ScriptedDestination Answering(int status, string body = "", params string[] headers) =>
        new((socket, token) => SendAsync(socket, Head(status, Encoding.UTF8.GetByteCount(body), headers) + body, token));

    /// <summary>Sends this text, letters of Latin-1, for each request, and then ends the connection or does not.</summary>
    public static ScriptedDestination Sending(string text, bool ends = false) => new(async (socket, token) =>
    {
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), token);
        if (ends)
            socket.Shutdown(SocketShutdown.Send);
    });

    /// <summary>Sends this text, which need not be an answer, and resets the connection.</summary>
    public static ScriptedDestination Breaking(string text) => new(async (socket, token) =>
    {
        await SendAsync(socket, text, token);
        socket.Close(timeout: 0);
    });

    /// <summary>Sends the head of an answer of ten bytes and five of them, and resets the connection when the gateway has had the time to pass them on.</summary>
    public static ScriptedDestination BreakingInTheBody(Task passedOn) => new(async (socket, token) =>
    {
        await SendAsync(socket, Head(200, 10) + "12345", token);
        await passedOn.WaitAsync(token);
        socket.Close(timeout: 0);
    });

    /// <summary>An address where nobody listens.</summary>
    public static Uri Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private static string Head(int status, int length, params string[] headers) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Scripted\r\nContent-Length: {length}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    private static async Task SendAsync(Socket socket, string text, CancellationToken cancellationToken) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await using var stream = new NetworkStream(socket);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                while (await ReadAsync(reader, _stopping.Token) is { } request)
                {
                    Received.Enqueue(request);
                    await _answer(socket, _stopping.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The connection is over, as the script or the test wants it.
            }
        }
    }

    private static async Task<ReceivedRequest?> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        if (await reader.ReadLineAsync(cancellationToken) is not { Length: > 0 } line)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } header)
            headers[header[..header.IndexOf(':', StringComparison.Ordinal)]] = header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (headers.ContainsKey("Transfer-Encoding"))
            return new ReceivedRequest(line[..line.LastIndexOf(' ')], headers, await ReadChunksAsync(reader, cancellationToken));
        var body = new char[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        // For nothing, it would wait for the next request.
        if (body.Length > 0)
            await reader.ReadBlockAsync(body, cancellationToken);
        return new ReceivedRequest(line[..line.LastIndexOf(' ')], headers, new string(body));
    }

    private static async Task<string> ReadChunksAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var body = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } size && int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            var chunk = new char[length];
            await reader.ReadBlockAsync(chunk, cancellationToken);
            body.Append(chunk);
            await reader.ReadLineAsync(cancellationToken);
        }
        await reader.ReadLineAsync(cancellationToken);
        return body.ToString();
    }
}
