using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GatewaySpeed.Machine;

/// <summary>A certificate of the site's name for the length of a run: ECDSA on P-256, which certificate authorities hand out today.</summary>
/// <param name="Certificate">The certificate's file (PEM).</param>
/// <param name="Key">The key's file (PEM).</param>
/// <param name="Both">Both in one file, as HAProxy wants them.</param>
internal sealed record ServerCertificate(string Certificate, string Key, string Both)
{
    /// <summary>Makes one in a folder.</summary>
    public static ServerCertificate Create(string folder, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(150));
        var made = new ServerCertificate(Path.Combine(folder, "site.crt"), Path.Combine(folder, "site.key"), Path.Combine(folder, "site.pem"));
        var (certificateText, keyText) = (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(made.Certificate, certificateText);
        File.WriteAllText(made.Key, keyText);
        File.WriteAllText(made.Both, certificateText + keyText);
        return made;
    }
}
