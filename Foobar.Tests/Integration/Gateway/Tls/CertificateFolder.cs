using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway.Tls;

/// <summary>A folder with the files of one certificate.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly string _path = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"tls-{Guid.NewGuid():N}")).FullName;

    public CertificateFolder(TestCertificate certificate) => Write(certificate);

    public string Certificate => Path.Combine(_path, "site.crt");

    public string Key => Path.Combine(_path, "site.key");

    /// <summary>The settings that name the files.</summary>
    public (string Key, string Value)[] Settings => [("Tls:Certificate", Certificate), ("Tls:Key", Key)];

    public void Write(TestCertificate certificate) => Write(certificate.Certificate, certificate.Key);

    public void Write(string certificate, string key)
    {
        File.WriteAllText(Certificate, certificate);
        File.WriteAllText(Key, key);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
