using System.Buffers.Binary;

namespace Foobar.Tests.Integration.Gateway.Tls;

/// <summary>The first message of a client that is older, or weaker, than any that this machine's library would be.</summary>
internal static class OldClient
{
    /// <summary>A hello of a protocol (0x0301 is TLS 1.0) that offers these cipher suites, on curve P-256.</summary>
    public static byte[] Hello(ushort protocol, params ushort[] suites)
    {
        byte[] extensions =
        [
            0, 10, 0, 4, 0, 2, 0, 23, // supported groups: P-256
            0, 11, 0, 2, 1, 0, // points: uncompressed
            0, 13, 0, 8, 0, 6, 4, 3, 4, 1, 2, 1, // signatures: ECDSA and RSA with SHA-256, RSA with SHA-1
        ];
        byte[] body =
        [
            .. Number(protocol), .. new byte[32], 0, .. Number((ushort)(suites.Length * 2)), .. suites.SelectMany(Number), 1, 0, .. Number((ushort)extensions.Length), .. extensions,
        ];
        return [22, 3, 1, .. Number((ushort)(body.Length + 4)), 1, 0, .. Number((ushort)body.Length), .. body];
    }

    private static byte[] Number(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
