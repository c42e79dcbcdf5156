using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Foobar.Web.Identity.SignIn;

/// <summary>The names under which attempts on an account, from an address, and on the one from the other are counted; 32 bytes each.</summary>
internal sealed record SignInKeys(byte[] Account, byte[] Address, byte[] Pair)
{
    // A provider gives a customer a network of at least this size, so that its addresses are all one visitor's.
    private const int NetworkBytes = 8;

    /// <summary>The keys of an attempt.</summary>
    /// <param name="account">The e-mail address that was given, as the unique index compares it; whether there is such an account makes no difference.</param>
    /// <param name="address">Where the attempt comes from; null when that is not known.</param>
    public static SignInKeys Of(byte[] account, IPAddress? address)
    {
        var network = NetworkOf(address);
        var (accountHash, addressHash) = (SHA256.HashData(account), SHA256.HashData(network));
        return new SignInKeys(Name("account"u8, accountHash), Name("address"u8, addressHash), Name("pair"u8, [.. accountHash, .. addressHash]));
    }

    private static byte[] Name(ReadOnlySpan<byte> kind, byte[] content) => SHA256.HashData([.. kind, .. content]);

    private static byte[] NetworkOf(IPAddress? address) => address switch
    {
        null => [],
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().GetAddressBytes(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => address.GetAddressBytes()[..NetworkBytes],
        _ => address.GetAddressBytes(),
    };
}
