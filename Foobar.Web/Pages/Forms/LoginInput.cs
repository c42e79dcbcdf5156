namespace Foobar.Web.Pages.Forms;

/// <summary>The form to sign in.</summary>
internal sealed class LoginInput
{
    /// <summary>The address of the account.</summary>
    public string? Email { get; set; }

    /// <summary>The password.</summary>
    public string? Password { get; set; }
}
