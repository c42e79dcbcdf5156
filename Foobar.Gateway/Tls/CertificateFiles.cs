using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Foobar.Gateway.Tls;

/// <summary>What the files of the certificate and of its key contain; equal when both texts are.</summary>
/// <param name="Certificate">The certificate, and those between it and its root, as PEM.</param>
/// <param name="Key">The certificate's key, as PEM.</param>
internal sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>Reads both files.</summary>
    /// <exception cref="UnusableCertificateException">One of them cannot be read.</exception>
    public static CertificateFiles Read(TlsOptions options) => new(ReadText(options.Certificate), ReadText(options.Key));

    /// <summary>The certificate with its key, ready for handshakes.</summary>
    /// <exception cref="UnusableCertificateException">The texts are no certificate and key, or do not belong together.</exception>
    public ServerCertificate ToCertificate()
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(Certificate);
            if (chain.Count == 0)
                throw new UnusableCertificateException("There is no certificate in the file.");
            return new ServerCertificate(X509Certificate2.CreateFromPem(Certificate, Key), chain);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new UnusableCertificateException(exception.Message, exception);
        }
    }

    /// <summary>The key is not for logs.</summary>
    public override string ToString() => nameof(CertificateFiles);

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UnusableCertificateException(exception.Message, exception);
        }
    }
}
