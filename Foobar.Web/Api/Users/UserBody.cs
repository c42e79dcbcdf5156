using Foobar.Web.Identity;

namespace Foobar.Web.Api.Users;

/// <summary>The own account, and a fresh token for it.</summary>
internal sealed record UserBody(string Email, string Token, string Username, string? Bio, string? Image)
{
    /// <summary>This account with a token issued now.</summary>
    public static UserResponse Of(Account account, ApiTokens tokens) =>
        new(new UserBody(account.Email, tokens.Issue(account), account.Username, account.Bio, account.Image));
}
