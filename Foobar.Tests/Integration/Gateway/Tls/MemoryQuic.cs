using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Tests.Integration.Gateway.Tls;

/// <summary>A transport for HTTP/3 that moves bytes within the process, in place of one that needs the platform's QUIC library: the server above it is the real one.</summary>
internal sealed class MemoryQuic : IMultiplexedConnectionListenerFactory
{
    private readonly Channel<MultiplexedConnectionContext> _connections = Channel.CreateUnbounded<MultiplexedConnectionContext>();

    /// <summary>Where the server listens.</summary>
    public List<EndPoint> Endpoints { get; } = [];

    /// <summary>What the server wants from handshakes at the last of them.</summary>
    public TlsConnectionCallbackOptions? Tls { get; private set; }

    public ValueTask<IMultiplexedConnectionListener> BindAsync(EndPoint endpoint, IFeatureCollection? features = null, CancellationToken cancellationToken = default)
    {
        Endpoints.Add(endpoint);
        Tls = features!.Get<TlsConnectionCallbackOptions>();
        return new(new Listener(endpoint, _connections));
    }

    /// <summary>Opens a connection.</summary>
    public Connection Connect()
    {
        var connection = new Connection();
        Assert.True(_connections.Writer.TryWrite(connection));
        return connection;
    }

    /// <summary>A connection; the test has the client's side.</summary>
    internal sealed class Connection : MultiplexedConnectionContext, ITlsConnectionFeature, IProtocolErrorCodeFeature
    {
        private readonly Channel<ConnectionContext> _streams = Channel.CreateUnbounded<ConnectionContext>();
        private readonly CancellationTokenSource _closed = new();

        public Connection()
        {
            Features.Set<ITlsConnectionFeature>(this);
            Features.Set<IProtocolErrorCodeFeature>(this);
            ConnectionClosed = _closed.Token;
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 443);
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 50000);
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString();
        public override IFeatureCollection Features { get; } = new FeatureCollection();
        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
        public X509Certificate2? ClientCertificate { get; set; }
        public long Error { get; set; }

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult<X509Certificate2?>(null);

        /// <summary>Sends a request as it is, and has all that the server answers on its stream.</summary>
        public async Task<byte[]> AskAsync(byte[] request, CancellationToken cancellationToken)
        {
            var (toServer, toClient) = (new Pipe(), new Pipe());
            await toServer.Writer.WriteAsync(request, cancellationToken);
            await toServer.Writer.CompleteAsync();
            _streams.Writer.TryWrite(new Stream(this, id: 0, toServer.Reader, toClient.Writer));
            var answer = new MemoryStream();
            await toClient.Reader.CopyToAsync(answer, cancellationToken);
            return answer.ToArray();
        }

        public override async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return await _streams.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException)
            {
                return null;
            }
        }

        /// <summary>A stream of the server's own, whose bytes nobody reads.</summary>
        public override ValueTask<ConnectionContext> ConnectAsync(IFeatureCollection? features = null, CancellationToken cancellationToken = default) =>
            new(new Stream(this, id: 3, input: null, PipeWriter.Create(System.IO.Stream.Null)));

        public override void Abort() => Close();

        public override void Abort(ConnectionAbortedException abortReason) => Close();

        /// <summary>Ends the connection, as a client does.</summary>
        public void Close()
        {
            _streams.Writer.TryComplete();
            _closed.Cancel();
        }

        public override ValueTask DisposeAsync()
        {
            Close();
            return base.DisposeAsync();
        }
    }

    private sealed class Stream : ConnectionContext, IDuplexPipe, IStreamDirectionFeature, IStreamIdFeature, IProtocolErrorCodeFeature, IStreamAbortFeature, IStreamClosedFeature, IPersistentStateFeature
    {
        public Stream(Connection connection, long id, PipeReader? input, PipeWriter output)
        {
            (StreamId, CanRead, Input, Output) = (id, input is not null, input ?? PipeReader.Create(ReadOnlySequence<byte>.Empty), output);
            Transport = this;
            (LocalEndPoint, RemoteEndPoint) = (connection.LocalEndPoint, connection.RemoteEndPoint);
            Features.Set<IStreamDirectionFeature>(this);
            Features.Set<IStreamIdFeature>(this);
            Features.Set<IProtocolErrorCodeFeature>(this);
            Features.Set<IStreamAbortFeature>(this);
            Features.Set<IStreamClosedFeature>(this);
            Features.Set<IPersistentStateFeature>(this);
            Features.Set<ITlsConnectionFeature>(connection);
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString();
        public override IFeatureCollection Features { get; } = new FeatureCollection();
        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
        public override IDuplexPipe Transport { get; set; }
        public PipeReader Input { get; }
        public PipeWriter Output { get; }
        public bool CanRead { get; }
        public bool CanWrite => true;
        public long StreamId { get; }
        public long Error { get; set; }
        public IDictionary<object, object?> State { get; } = new Dictionary<object, object?>();

        public void AbortRead(long errorCode, ConnectionAbortedException abortReason) => Input.Complete(abortReason);

        public void AbortWrite(long errorCode, ConnectionAbortedException abortReason) => Output.Complete(abortReason);

        public void OnClosed(Action<object?> callback, object? state)
        {
        }

        public override void Abort(ConnectionAbortedException abortReason) => Output.Complete(abortReason);
    }

    private sealed class Listener(EndPoint endpoint, Channel<MultiplexedConnectionContext> connections) : IMultiplexedConnectionListener
    {
        public EndPoint EndPoint => endpoint;

        public async ValueTask<MultiplexedConnectionContext?> AcceptAsync(IFeatureCollection? features = null, CancellationToken cancellationToken = default)
        {
            try
            {
                return await connections.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException)
            {
                return null;
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            connections.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync(CancellationToken.None);
    }
}
