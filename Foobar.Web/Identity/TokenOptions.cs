using System.Text;
using Foobar.ServiceDefaults;
using Microsoft.IdentityModel.Tokens;

namespace Foobar.Web.Identity;

/// <summary>How the API's tokens are signed and how long they last; configuration section <c>Tokens</c>.</summary>
internal sealed class TokenOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Tokens";

    /// <summary>Characters of the signing key at least.</summary>
    public const int KeyMinimum = 32;

    /// <summary>The key that signs the tokens, the same on every web server; required.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>How long a token is valid; default 7 days.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The configuration key of the signing key, for messages.</summary>
    public static string SigningKeyName => FoobarNames.Configuration.TokenSigningKey;

    /// <summary>The signing key in the form that signs and checks.</summary>
    public SymmetricSecurityKey ToSecurityKey() => new(Encoding.UTF8.GetBytes(SigningKey));
}
