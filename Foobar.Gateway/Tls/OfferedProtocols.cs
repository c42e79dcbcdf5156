using System.Buffers;

namespace Foobar.Gateway.Tls;

/// <summary>What a client said when it connected by TCP; a feature of its connection.</summary>
/// <param name="HasTls13">It knows TLS 1.3.</param>
internal sealed record OfferedProtocols(bool HasTls13)
{
    private static readonly OfferedProtocols s_modern = new(HasTls13: true);
    private static readonly OfferedProtocols s_old = new(HasTls13: false);

    /// <summary>What the first message says; nothing new when it is none.</summary>
    public static OfferedProtocols Of(ReadOnlySequence<byte> hello) => ClientHello.OffersTls13(hello) ? s_modern : s_old;
}
