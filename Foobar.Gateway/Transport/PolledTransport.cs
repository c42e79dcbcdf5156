using System.Buffers;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Foobar.Gateway.Transport;

/// <summary>Takes visitors' connections for the server, with sockets that an <see cref="EventLoop"/> works on.</summary>
internal sealed partial class PolledTransport(IMemoryPoolFactory<byte> memory, VisitorPlaces places, TimeProvider time, ILogger<PolledTransport> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>Connections that the system takes before they are asked for, as many as the framework's own transport has.</summary>
    private const int ConnectionsAhead = 512;

    /// <summary>The log says once in so long that visitors are turned away.</summary>
    private static readonly TimeSpan s_betweenWarnings = TimeSpan.FromMinutes(1);

    /// <summary>When the process has no file for one more connection, it is tried again after so long: trying at once takes a whole processor, and ends with the runtime saying that it is out of memory.</summary>
    private static readonly TimeSpan s_untilFilesAreFree = TimeSpan.FromSeconds(0.5);

    private long _warned;

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <exception cref="AddressInUseException">Another program listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            try
            {
                socket.Listen(ConnectionsAhead);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
            return new ValueTask<IConnectionListener>(new Listener(this, socket, memory.Create()));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(taken.Message, taken);
        }
    }

    /// <summary>A connection for a visitor, or none where the process could not bear one more.</summary>
    /// <exception cref="SocketException">The visitor has left.</exception>
    private PolledConnection? TryConnect(Socket socket, MemoryPool<byte> memory)
    {
        if (places.TryTake())
        {
            try
            {
                socket.NoDelay = true;
                return new PolledConnection(socket, memory, places);
            }
            catch
            {
                places.Leave();
                throw;
            }
        }
        if (MayWarn())
            LogFull(places.Count);
        return null;
    }

    private bool MayWarn()
    {
        var (now, warned) = (time.GetTimestamp(), Volatile.Read(ref _warned));
        return (warned == 0 || time.GetElapsedTime(warned, now) > s_betweenWarnings) && Interlocked.CompareExchange(ref _warned, now, warned) == warned;
    }

    private Task WaitForFilesAsync(CancellationToken cancellationToken)
    {
        if (MayWarn())
            LogNoFile();
        return Task.Delay(s_untilFilesAreFree, time, cancellationToken);
    }

    [LoggerMessage(EventId = 490, Level = LogLevel.Warning, Message = "Visitors are turned away: {Connections} are connected, and the files that this process may have open (ulimit -n, LimitNOFILE) are too few for more.")]
    private partial void LogFull(int connections);

    [LoggerMessage(EventId = 491, Level = LogLevel.Warning, Message = "Visitors wait: this process may not open one more file (ulimit -n, LimitNOFILE).")]
    private partial void LogNoFile();

    private sealed class Listener(PolledTransport transport, Socket socket, MemoryPool<byte> memory) : IConnectionListener
    {
        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                Socket? accepted = null;
                try
                {
                    accepted = await socket.AcceptAsync(cancellationToken);
                    if (transport.TryConnect(accepted, memory) is { } connection)
                        return connection;
                    accepted.Dispose();
                }
                catch (Exception failure) when (failure is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
                {
                    return null;
                }
                catch (SocketException full) when (full.SocketErrorCode == SocketError.TooManyOpenSockets)
                {
                    await transport.WaitForFilesAsync(cancellationToken);
                }
                catch (Win32Exception)
                {
                    // The visitor has left before we came to them (SocketException), or the system watches no more of them.
                    accepted?.Dispose();
                }
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            memory.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
