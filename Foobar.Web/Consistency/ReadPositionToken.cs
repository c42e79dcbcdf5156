using System.Security.Cryptography;
using System.Text;
using Foobar.ServiceDefaults;
using Foobar.Web.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Foobar.Web.Consistency;

/// <summary>Writes a visitor's position as a signed text that every web can read, and reads it back.</summary>
internal sealed class ReadPositionToken(TokenOptions options)
{
    // A set grows with each failover that left a gap in the numbers; a larger one than this is not worth a cookie.
    private const int PositionBytesAtMost = 1024;
    private const int SignatureBytes = 16;
    private const int TokenCharactersAtMost = (PositionBytesAtMost + SignatureBytes) * 4 / 3 + 4;

    private readonly IReadOnlyList<byte[]> _keys = options.DeriveKeys("read position"u8, length: 32);

    /// <summary>The token of a position; one that is unknown, or too long, has a token that asks for a strong read.</summary>
    public string Write(GtidSet? position)
    {
        var text = Encoding.UTF8.GetBytes(position?.ToString() ?? "");
        if (text.Length > PositionBytesAtMost)
            text = [];
        return WebEncoders.Base64UrlEncode([.. Sign(_keys[0], text), .. text]);
    }

    /// <summary>False when the token is not one of ours; true with no position when it asks for a strong read.</summary>
    public bool TryRead(string? token, out GtidSet? position)
    {
        position = null;
        if (string.IsNullOrEmpty(token) || token.Length > TokenCharactersAtMost || !TryDecode(token, out var bytes) || bytes.Length < SignatureBytes)
            return false;
        var text = bytes.AsMemory(SignatureBytes);
        if (!_keys.Any(key => CryptographicOperations.FixedTimeEquals(Sign(key, text.Span), bytes.AsSpan(0, SignatureBytes))))
            return false;
        return text.IsEmpty || GtidSet.TryParse(Encoding.UTF8.GetString(text.Span), out position);
    }

    private static byte[] Sign(byte[] key, ReadOnlySpan<byte> text) => HMACSHA256.HashData(key, text)[..SignatureBytes];

    private static bool TryDecode(string token, out byte[] bytes)
    {
        try
        {
            bytes = WebEncoders.Base64UrlDecode(token);
            return true;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }
}
