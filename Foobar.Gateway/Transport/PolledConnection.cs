using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Foobar.Gateway.Transport;

/// <summary>A visitor's connection, as the server wants it.</summary>
internal sealed class PolledConnection : DefaultConnectionContext, IDuplexPipe, IMemoryPoolFeature
{
    /// <summary>How long a visitor has to take what was written before the end.</summary>
    private static readonly TimeSpan s_forTheRest = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly PolledSocket _socket;
    private readonly PolledWriter _output;
    private readonly VisitorPlaces _places;
    private bool? _isHttp2;

    /// <param name="socket">The connection.</param>
    /// <param name="memory">Memory for what is above it.</param>
    /// <param name="places">Where its place is given back at its end.</param>
    /// <exception cref="SocketException">The visitor has left.</exception>
    public PolledConnection(Socket socket, MemoryPool<byte> memory, VisitorPlaces places)
    {
        _places = places;
        _socket = new PolledSocket(socket);
        _output = new PolledWriter(_socket, FindScheduler);
        Input = new PolledReader(_socket);
        MemoryPool = memory;
        Transport = this;
        (LocalEndPoint, RemoteEndPoint, ConnectionClosed) = (socket.LocalEndPoint, socket.RemoteEndPoint, _closed.Token);
        Features.Set<IMemoryPoolFeature>(this);
        _socket.AtTheEnd(_closed.Cancel);
    }

    public PipeReader Input { get; }

    public PipeWriter Output => _output;

    public MemoryPool<byte> MemoryPool { get; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _socket.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
    }

    public override async ValueTask DisposeAsync()
    {
        _output.Complete();
        try
        {
            await _output.DrainAsync(s_forTheRest);
        }
        catch (TimeoutException)
        {
            // The visitor takes nothing.
        }
        _socket.Dispose();
        _places.Leave();
        await _closed.CancelAsync();
        await base.DisposeAsync();
    }

    /// <summary>Each of the streams of HTTP/2 flushes by itself, and that by any thread.</summary>
    private PipeScheduler? FindScheduler() => (PipeScheduler?)EventLoop.Current ?? ((_isHttp2 ??= AgreedOnHttp2()) == true ? PipeScheduler.ThreadPool : null);

    /// <summary>HTTP/2 is agreed on in a TLS handshake, or not at all; null before that is done.</summary>
    private bool? AgreedOnHttp2() => Features.Get<ISslStreamFeature>() switch
    {
        null => false,
        { SslStream: { IsAuthenticated: true } tls } => tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2,
        _ => null,
    };
}
