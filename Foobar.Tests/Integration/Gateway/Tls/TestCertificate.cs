using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Foobar.Tests.Integration.Gateway.Tls;

/// <summary>A certificate made for a test, in the two files that the gateway reads.</summary>
internal sealed record TestCertificate(string Certificate, string Key, string Subject, DateTimeOffset NotAfter)
{
    /// <summary>A new certificate that signs itself.</summary>
    public static TestCertificate Create(string name, TimeSpan validFor, bool isRsa = false)
    {
        var now = DateTimeOffset.UtcNow;
        if (isRsa)
        {
            using var rsa = RSA.Create(2048);
            return Of(new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), rsa.ExportPkcs8PrivateKeyPem(), now, validFor);
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Of(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256), key.ExportPkcs8PrivateKeyPem(), now, validFor);
    }

    /// <summary>A new certificate that another one signed, which comes after it in its file.</summary>
    public static TestCertificate CreateSigned(string name, string signer)
    {
        var now = DateTimeOffset.UtcNow;
        using var signerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signerRequest = new CertificateRequest($"CN={signer}", signerKey, HashAlgorithmName.SHA256);
        signerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest($"CN=root of {signer}", root, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var rootCertificate = rootRequest.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(30));
        using var signerCertificate = signerRequest.Create(rootCertificate, now.AddMinutes(-5), now.AddDays(20), [1]).CopyWithPrivateKey(signerKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).Create(signerCertificate, now.AddMinutes(-5), now.AddDays(10), [2]);
        return new TestCertificate($"{certificate.ExportCertificatePem()}\n{signerCertificate.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem(), certificate.Subject, certificate.NotAfter);
    }

    private static TestCertificate Of(CertificateRequest request, string key, DateTimeOffset now, TimeSpan validFor)
    {
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now + validFor);
        return new TestCertificate(certificate.ExportCertificatePem(), key, certificate.Subject, certificate.NotAfter);
    }
}
