using Foobar.Web.Identity;

namespace Foobar.Web.Pages.Forms;

/// <summary>The form to sign up.</summary>
internal sealed class RegisterInput
{
    /// <summary>The public name.</summary>
    public string? Username { get; set; }

    /// <summary>The address used to sign in.</summary>
    public string? Email { get; set; }

    /// <summary>The password.</summary>
    public string? Password { get; set; }

    /// <summary>The account that the form asks for.</summary>
    public NewAccount ToAccount() => new(Username, Email, Password);
}
