using System.Buffers;

namespace Foobar.Gateway.Tls;

/// <summary>Reads the first message of a TLS connection (RFC 8446, 4.1.2), which anybody may have sent.</summary>
internal static class ClientHello
{
    // The record's type, version and length; the message's type and length; the old version and the random number.
    private const int UntilSession = 5 + 4 + 2 + 32;
    private const int RecordHeader = 5;
    private const byte Handshake = 22;
    private const short SupportedVersions = 43;
    private const short Tls13 = 0x0304;

    /// <summary>More of the hello is to come; false as well when the bytes do not begin one.</summary>
    public static bool IsPart(ReadOnlySequence<byte> bytes)
    {
        var reader = new SequenceReader<byte>(bytes);
        if (!reader.TryRead(out var type))
            return true;
        return type == Handshake && (!TrySkip(ref reader, RecordHeader - sizeof(byte) - sizeof(short)) || !TrySkipLong(ref reader));
    }

    /// <summary>The client knows TLS 1.3; false as well when the bytes are no whole hello.</summary>
    public static bool OffersTls13(ReadOnlySequence<byte> bytes)
    {
        var reader = new SequenceReader<byte>(bytes);
        return TrySkip(ref reader, UntilSession)
            && TrySkipShort(ref reader) // the session
            && TrySkipLong(ref reader) // the cipher suites
            && TrySkipShort(ref reader) // the compressions
            && TrySkip(ref reader, sizeof(ushort)) // the length of all extensions
            && TryFindVersions(ref reader)
            && HasTls13(ref reader);
    }

    private static bool TryFindVersions(ref SequenceReader<byte> reader)
    {
        while (reader.TryReadBigEndian(out short extension))
        {
            if (extension == SupportedVersions)
                return TrySkip(ref reader, sizeof(ushort));
            if (!TrySkipLong(ref reader))
                return false;
        }
        return false;
    }

    private static bool HasTls13(ref SequenceReader<byte> reader)
    {
        if (!reader.TryRead(out var length))
            return false;
        for (var i = 0; i < length / sizeof(short) && reader.TryReadBigEndian(out short version); i++)
        {
            if (version == Tls13)
                return true;
        }
        return false;
    }

    /// <summary>Skips what has its length before it, in one byte.</summary>
    private static bool TrySkipShort(ref SequenceReader<byte> reader) => reader.TryRead(out var length) && TrySkip(ref reader, length);

    /// <summary>Skips what has its length before it, in two bytes.</summary>
    private static bool TrySkipLong(ref SequenceReader<byte> reader) => reader.TryReadBigEndian(out short length) && TrySkip(ref reader, (ushort)length);

    private static bool TrySkip(ref SequenceReader<byte> reader, int count)
    {
        if (reader.Remaining < count)
            return false;
        reader.Advance(count);
        return true;
    }
}
