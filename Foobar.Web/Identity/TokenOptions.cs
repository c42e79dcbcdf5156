using System.Security.Cryptography;
using System.Text;
using Foobar.ServiceDefaults;
using Microsoft.IdentityModel.Tokens;

namespace Foobar.Web.Identity;

/// <summary>How the API's tokens are signed and how long they last; configuration section <c>Tokens</c>.</summary>
internal sealed class TokenOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Tokens";

    /// <summary>Characters of a signing key at least.</summary>
    public const int KeyMinimum = 32;

    private const int KeyIdBytes = 8;

    /// <summary>The key that signs the tokens, and after it, with commas between, others whose tokens are accepted; the same on every web server; required.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>How long a token is valid; default 7 days.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The configuration key of the signing keys, for messages.</summary>
    public static string SigningKeyName => FoobarNames.Configuration.TokenSigningKey;

    /// <summary>The keys one by one; the first one signs.</summary>
    public IReadOnlyList<string> SigningKeys => SigningKey.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The keys in the form that signs and checks, each with an id that tells it from the others and says nothing else.</summary>
    public IReadOnlyList<SymmetricSecurityKey> ToSecurityKeys()
    {
        var ids = DeriveKeys("key id"u8, KeyIdBytes);
        return [.. SigningKeys.Select((key, index) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)) { KeyId = Convert.ToHexStringLower(ids[index]) })];
    }

    /// <summary>Keys for another purpose, one of each signing key, so that nothing signed for the one is taken for the other.</summary>
    public IReadOnlyList<byte[]> DeriveKeys(ReadOnlySpan<byte> purpose, int length)
    {
        var info = purpose.ToArray();
        return [.. SigningKeys.Select(key => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), length, info: info))];
    }
}
