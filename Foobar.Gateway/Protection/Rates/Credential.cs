using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Foobar.ServiceDefaults;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>Tells accounts apart by what they show, valid or not: only the webs can check it. Kept as a hash, so that no credential stays in memory.</summary>
internal static class Credential
{
    /// <summary>The hash of the token or the session of a request; null when it has neither.</summary>
    public static UInt128? HashOf(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } authorization)
            return Hash(TokenOf(authorization.ToString()));
        return request.Headers.Cookie.Count > 0 && request.Cookies.TryGetValue(FoobarNames.Cookies.Session, out var session) ? Hash(session) : null;
    }

    /// <summary>What follows the scheme: the same token in another spelling is the same account.</summary>
    private static ReadOnlySpan<char> TokenOf(string authorization)
    {
        var text = authorization.AsSpan().Trim();
        return text[(text.LastIndexOf(' ') + 1)..];
    }

    private static UInt128 Hash(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
