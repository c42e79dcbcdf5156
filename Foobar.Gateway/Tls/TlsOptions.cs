namespace Foobar.Gateway.Tls;

/// <summary>Where the site's certificate is; configuration section <c>Tls</c>.</summary>
internal sealed class TlsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Tls";

    /// <summary>File with the certificate and those between it and its root, as PEM; default none, and then the server's own settings count (<c>Kestrel:Certificates</c>, the development certificate).</summary>
    public string Certificate { get; set; } = "";

    /// <summary>File with the certificate's key, as PEM without a password.</summary>
    public string Key { get; set; } = "";

    /// <summary>HTTP/3 is served too, with files, where the platform has its QUIC library; default true.</summary>
    public bool Http3 { get; set; } = true;

    /// <summary>Time between two looks at the files; default 5 s.</summary>
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The certificate comes from files of its own.</summary>
    public bool HasFiles => Certificate.Length > 0;
}
