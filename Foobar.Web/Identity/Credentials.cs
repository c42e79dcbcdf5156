namespace Foobar.Web.Identity;

/// <summary>What a sign-in is checked against.</summary>
internal sealed record Credentials
{
    /// <summary>The row's id.</summary>
    public long Id { get; init; }

    /// <summary>The password as the hasher stores it.</summary>
    public string PasswordHash { get; init; } = "";
}
