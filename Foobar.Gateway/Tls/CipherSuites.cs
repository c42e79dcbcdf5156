using System.Net.Security;

namespace Foobar.Gateway.Tls;

/// <summary>The cipher suites of TLS 1.2: keys that are of no use later, and encryption that notices changes. Those of TLS 1.3 are all like that.</summary>
internal static class CipherSuites
{
    /// <summary>The policy; null where the system's own settings decide (Windows).</summary>
    public static CipherSuitesPolicy? Tls12 { get; } = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()
        ? new CipherSuitesPolicy(
        [
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ])
        : null;
}
