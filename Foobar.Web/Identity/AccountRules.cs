using System.Buffers;
using System.Globalization;
using System.Text;
using Foobar.Web.Validation;

namespace Foobar.Web.Identity;

/// <summary>What names, addresses, passwords and pictures of users may look like.</summary>
internal static class AccountRules
{
    /// <summary>Characters of a name at most.</summary>
    public const int UsernameLength = 40;

    /// <summary>Characters of an e-mail address at most.</summary>
    public const int EmailLength = 254;

    /// <summary>Characters of a password at least.</summary>
    public const int PasswordMinimum = 8;

    /// <summary>Characters of a password at most.</summary>
    public const int PasswordMaximum = 200;

    /// <summary>Characters of the words about a user at most.</summary>
    public const int BioLength = 1000;

    /// <summary>Characters of a picture's address at most.</summary>
    public const int ImageLength = 500;

    private static readonly SearchValues<char> NotInEmail = SearchValues.Create(" \t\r\n<>()[],;:\\\"");

    /// <summary>A name is one segment of an address: letters and digits of any script, and single marks between them.</summary>
    public static string Username(FieldErrors errors, string? text)
    {
        var name = TextRules.Required(errors, "username", text?.Trim(), UsernameLength);
        if (name.Length > 0 && !IsName(name))
            errors.Add("username", "may have letters, digits and single spaces, dots, hyphens or underscores between them");
        return name;
    }

    /// <summary>Whether mail arrives is for a message to show; here the address only has to look like one.</summary>
    public static string Email(FieldErrors errors, string? text)
    {
        var email = TextRules.Required(errors, "email", text?.Trim(), EmailLength);
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (email.Length > 0 && (at < 1 || at == email.Length - 1 || email.LastIndexOf('@') != at
            || email.AsSpan().ContainsAny(NotInEmail) || email.Any(char.IsControl)))
        {
            errors.Add("email", "is not an e-mail address");
        }
        return email;
    }

    /// <summary>A password is taken as it is, blanks included.</summary>
    public static string Password(FieldErrors errors, string? text)
    {
        if (string.IsNullOrEmpty(text))
            errors.Add("password", TextRules.Blank);
        else if (text.Length < PasswordMinimum)
            errors.Add("password", $"is too short (at least {PasswordMinimum} characters)");
        else if (text.Length > PasswordMaximum)
            errors.Add("password", $"is too long (at most {PasswordMaximum} characters)");
        return text ?? "";
    }

    /// <summary>The words about a user; blank clears them.</summary>
    public static string? Bio(FieldErrors errors, string? text) => TextRules.Clearable(errors, "bio", text, BioLength);

    /// <summary>The address of a picture on the web; blank clears it.</summary>
    public static string? Image(FieldErrors errors, string? text)
    {
        var image = TextRules.Clearable(errors, "image", text, ImageLength);
        if (image is not null && !(Uri.TryCreate(image, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)))
        {
            errors.Add("image", "is not the address of a picture (https://…)");
        }
        return image;
    }

    private static bool IsName(string name)
    {
        var afterLetter = false;
        foreach (var rune in name.EnumerateRunes())
        {
            // Vowel signs and accents of many scripts are marks that follow their letter.
            var isMark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (Rune.IsLetterOrDigit(rune) || (isMark && afterLetter))
                afterLetter = true;
            else if (afterLetter && rune.Value is ' ' or '.' or '-' or '_')
                afterLetter = false;
            else
                return false;
        }
        return afterLetter;
    }
}
