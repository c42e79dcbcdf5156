namespace Foobar.Web.Identity;

/// <summary>What a sign-in is checked against.</summary>
internal sealed record Credentials
{
    /// <summary>The e-mail address as the unique index compares it: the same for all ways to write it that mean the same user.</summary>
    public byte[] EmailKey { get; init; } = [];

    /// <summary>The row's id; null when there is no such user.</summary>
    public long? Id { get; init; }

    /// <summary>The password as the hasher stores it; null when there is no such user.</summary>
    public string? PasswordHash { get; init; }
}
