using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Foobar.Gateway.Transport;

/// <summary>Has what goes out on a connection gathered by a <see cref="GatheringWriter"/>.</summary>
internal sealed class GatheringTransport(ConnectionContext connection) : IDuplexPipe
{
    public PipeReader Input { get; } = connection.Transport.Input;

    public PipeWriter Output { get; } = new GatheringWriter(connection.Transport.Output, PipeScheduler.ThreadPool, () => IsHttp2(connection));

    /// <summary>Sets it for the connections of all addresses, beneath their encryption.</summary>
    public static void Use(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection =>
    {
        connection.Transport = new GatheringTransport(connection);
        return next(connection);
    }));

    /// <summary>HTTP/2 is agreed on in a TLS handshake, or not at all.</summary>
    private static bool? IsHttp2(ConnectionContext connection) => connection.Features.Get<ISslStreamFeature>() switch
    {
        null => false,
        { SslStream: { IsAuthenticated: true } tls } => tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2,
        _ => null,
    };
}
