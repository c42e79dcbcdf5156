using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Foobar.Gateway.Tls;

/// <summary>A certificate with its key and its chain, built once for all handshakes.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;

    public ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        _certificate = certificate;
        // Offline: no handshake, and no start, waits for somebody else's server.
        Context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    /// <summary>What handshakes use.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>Whom it is for.</summary>
    public string Subject => _certificate.Subject;

    /// <summary>When it ends.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    public void Dispose() => _certificate.Dispose();
}
