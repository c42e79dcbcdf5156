using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes random values from the character classes that are allowed.</summary>
internal static class PasswordGenerator
{
    // Without characters that are easily taken for one another, and without those that connection strings and urls give a meaning.
    private const string Lower = "abcdefghjkmnpqrstuvwxyz";
    private const string Upper = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Numeric = "0123456789";
    private const string Special = "-_.{}~()*+!";

    public static string Generate(GenerateParameterDefault options)
    {
        (bool Allowed, string Characters, int Minimum)[] classes =
        [
            (options.Lower, Lower, options.MinLower),
            (options.Upper, Upper, options.MinUpper),
            (options.Numeric, Numeric, options.MinNumeric),
            (options.Special, Special, options.MinSpecial),
        ];
        if (!classes.Any(c => c.Allowed))
            throw new ArgumentException("At least one class of characters must be allowed for a generated value.", nameof(options));
        if (classes.Any(c => !c.Allowed && c.Minimum > 0))
            throw new ArgumentException("A class of characters that is not allowed cannot have a minimum.", nameof(options));

        var required = string.Concat(classes.Where(c => c.Minimum > 0).Select(c => RandomNumberGenerator.GetString(c.Characters, c.Minimum)));
        var alphabet = string.Concat(classes.Where(c => c.Allowed).Select(c => c.Characters));
        var value = (required + RandomNumberGenerator.GetString(alphabet, Math.Max(0, options.MinLength - required.Length))).ToCharArray();
        RandomNumberGenerator.Shuffle<char>(value);
        return new string(value);
    }
}
