using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Tls;

/// <summary>Decides how connections are encrypted: TLS 1.3 with whoever knows it, else TLS 1.2 with its good cipher suites, else not at all.</summary>
/// <remarks>
/// With a policy for cipher suites the platform neither keeps its state from one handshake to the next nor resumes sessions. So the policy is there for TLS 1.2 only,
/// whose suites are the ones that differ, and the client's first message must be looked at: the platform reads a name from it, and an old version.
/// </remarks>
internal sealed class Handshakes(TlsOptions options, CertificateSource certificates, IConfiguration configuration, TimeProvider time) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.TlsClientHelloBytesCallback = (connection, hello) => connection.Features.Set(OfferedProtocols.Of(hello));
            https.OnAuthenticate = Choose;
            // So that the server looks for no certificate of its own; the one that counts is set for each connection, with its chain.
            if (options.HasFiles)
                https.ServerCertificateSelector = (_, _) => certificates.Current.Context.TargetCertificate;
        });
        if (options is not { HasFiles: true, Http3: true })
            return;
        // The server has no HTTP/3 where OnAuthenticate is set.
        var ports = EncryptedPorts.Read(configuration);
        kestrel.ConfigureEndpointDefaults(listen =>
        {
            if (listen.IPEndPoint is { } address && ports.Contains(address.Port))
                AddHttp3(listen);
        });
    }

    private void AddHttp3(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2AndHttp3;
        listen.DisableAltSvcHeader = true;
        listen.Use(next => new ClientHelloReader(next, time).ReadAsync);
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = context =>
            {
                var ssl = new SslServerAuthenticationOptions();
                Choose(context.Connection, ssl);
                return ValueTask.FromResult(ssl);
            },
        });
    }

    private void Choose(ConnectionContext connection, SslServerAuthenticationOptions ssl)
    {
        // QUIC has none, and TLS 1.3 always.
        var isModern = connection.Features.Get<OfferedProtocols>() is null or { HasTls13: true };
        ssl.EnabledSslProtocols = isModern ? SslProtocols.Tls13 : SslProtocols.Tls12;
        ssl.CipherSuitesPolicy = isModern ? null : CipherSuites.Tls12;
        ssl.AllowRenegotiation = false;
        if (!options.HasFiles)
            return;
        ssl.ServerCertificateSelectionCallback = null;
        ssl.ServerCertificateContext = certificates.Current.Context;
    }
}
