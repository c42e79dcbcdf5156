namespace Foobar.Gateway.Tls;

/// <summary>What a client said when it connected; a feature of its connection.</summary>
/// <param name="HasTls13">It knows TLS 1.3.</param>
internal sealed record OfferedProtocols(bool HasTls13);
