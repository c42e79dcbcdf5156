using Foobar.Web.Identity;
using Foobar.Web.Validation;

namespace Foobar.Web.Pages.Forms;

/// <summary>The form to change the own account.</summary>
internal sealed class SettingsInput
{
    /// <summary>The public name.</summary>
    public string? Username { get; set; }

    /// <summary>A few words about the user.</summary>
    public string? Bio { get; set; }

    /// <summary>The address of a picture.</summary>
    public string? Image { get; set; }

    /// <summary>The address used to sign in.</summary>
    public string? Email { get; set; }

    /// <summary>The new password; empty for none.</summary>
    public string? Password { get; set; }

    /// <summary>The form as it is before anything is changed.</summary>
    public static SettingsInput Of(Account account) =>
        new() { Username = account.Username, Bio = account.Bio, Image = account.Image, Email = account.Email };

    /// <summary>The changes that the form asks for.</summary>
    public AccountChanges ToChanges() => new()
    {
        Username = Optional<string>.Of(Username),
        Bio = Optional<string>.Of(Bio?.ReplaceLineEndings("\n")),
        Image = Optional<string>.Of(Image),
        Email = Optional<string>.Of(Email),
        Password = string.IsNullOrEmpty(Password) ? default : Optional<string>.Of(Password),
    };
}
