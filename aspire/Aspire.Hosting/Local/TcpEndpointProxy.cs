using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>Listens on the public port of a replicated endpoint and hands each connection to one of the replicas in turn.</summary>
internal sealed class TcpEndpointProxy(string host, int port, ILogger logger) : IAsyncDisposable
{
    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly CancellationTokenSource _stopping = new();
    private ImmutableArray<int> _targets = [];
    private int _next;

    public bool IsListening => _listeners.Count > 0;

    public void AddTarget(int target) => ImmutableInterlocked.Update(ref _targets, targets => targets.Contains(target) ? targets : targets.Add(target));

    public void RemoveTarget(int target) => ImmutableInterlocked.Update(ref _targets, targets => targets.Remove(target));

    public Task StartAsync()
    {
        foreach (var address in LocalPorts.GetAddresses(host))
        {
            var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(new IPEndPoint(address, port));
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                listener.Dispose();
                continue;
            }
            listener.Listen(1024);
            _listeners.Add(listener);
            _accepting.Add(Task.Run(() => AcceptAsync(listener)));
        }
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var listener in _listeners)
            listener.Dispose();
        await Task.WhenAll(_accepting).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = ServeAsync(client);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                if (!_stopping.IsCancellationRequested)
                    logger.LogDebug(exception, "A connection to port {Port} was not accepted.", port);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var accepted = client;
        try
        {
            client.NoDelay = true;
            using var target = await ConnectAsync().ConfigureAwait(false);
            if (target is null)
            {
                // Closing with a reset tells the client at once that nobody is there.
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                return;
            }
            await Task.WhenAll(CopyAsync(client, target), CopyAsync(target, client)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            logger.LogTrace(exception, "A connection to port {Port} ended.", port);
        }
    }

    /// <summary>Connects to the next target, or to the one after it where that refuses.</summary>
    private async Task<Socket?> ConnectAsync()
    {
        var targets = _targets;
        var first = (uint)Interlocked.Increment(ref _next);
        for (var i = 0u; i < targets.Length; i++)
        {
            var target = targets[(int)((first + i) % (uint)targets.Length)];
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, target, _stopping.Token).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }
        return null;
    }

    /// <summary>Copies one direction; its end is passed on, and a failure ends both.</summary>
    private async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            // No buffer is held while nothing comes, so idle connections are cheap.
            while (true)
            {
                await from.ReceiveAsync(Memory<byte>.Empty, _stopping.Token).ConfigureAwait(false);
                var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
                try
                {
                    var count = await from.ReceiveAsync(buffer, _stopping.Token).ConfigureAwait(false);
                    if (count == 0)
                        break;
                    for (var sent = 0; sent < count;)
                        sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stopping.Token).ConfigureAwait(false);
                }
                finally
                {
                    System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
                }
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            from.Close(0);
            to.Close(0);
            throw;
        }
    }
}
