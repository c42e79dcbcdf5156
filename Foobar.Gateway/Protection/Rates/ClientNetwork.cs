using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>Whom an address stands for: an IPv4 address for itself, an IPv6 address for its /64 network, which is what a provider gives one customer at least.</summary>
/// <param name="Number">The address, or the network's 64 bits.</param>
/// <param name="IsV6">It is a network of IPv6.</param>
internal readonly record struct ClientNetwork(ulong Number, bool IsV6)
{
    private const int AddressBytes = 16;

    /// <summary>The network of this address; all unknown addresses are one.</summary>
    public static ClientNetwork Of(IPAddress? address)
    {
        if (address is null)
            return default;
        Span<byte> bytes = stackalloc byte[AddressBytes];
        bytes.Clear();
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        plain.TryWriteBytes(bytes, out _);
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? new ClientNetwork(BinaryPrimitives.ReadUInt64BigEndian(bytes), IsV6: true)
            : new ClientNetwork(BinaryPrimitives.ReadUInt32BigEndian(bytes), IsV6: false);
    }
}
