using System.Buffers;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Tls;

/// <summary>Decides how connections are encrypted: TLS 1.3 with whoever knows it, else TLS 1.2 with its good cipher suites, else not at all.</summary>
/// <remarks>
/// With a policy for cipher suites the platform neither keeps its state from one handshake to the next nor resumes sessions. So the policy is there for TLS 1.2 only,
/// whose suites are the ones that differ, and the client's first message must be looked at: the platform reads no more than a name from it.
/// </remarks>
internal sealed class Handshakes(TlsOptions options, CertificateSource certificates) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureHttpsDefaults(https =>
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.TlsClientHelloBytesCallback = Listen;
        https.OnAuthenticate = Choose;
        // So that the server looks for no certificate of its own; the one that counts is set for each connection, with its chain.
        if (options.HasFiles)
            https.ServerCertificateSelector = (_, _) => certificates.Current.Context.TargetCertificate;
    });

    private static void Listen(ConnectionContext connection, ReadOnlySequence<byte> hello) => connection.Features.Set(new OfferedProtocols(ClientHello.OffersTls13(hello)));

    private void Choose(ConnectionContext connection, SslServerAuthenticationOptions ssl)
    {
        var isModern = connection.Features.Get<OfferedProtocols>() is { HasTls13: true };
        ssl.EnabledSslProtocols = isModern ? SslProtocols.Tls13 : SslProtocols.Tls12;
        ssl.CipherSuitesPolicy = isModern ? null : CipherSuites.Tls12;
        ssl.AllowRenegotiation = false;
        if (!options.HasFiles)
            return;
        ssl.ServerCertificateSelectionCallback = null;
        ssl.ServerCertificateContext = certificates.Current.Context;
    }
}
