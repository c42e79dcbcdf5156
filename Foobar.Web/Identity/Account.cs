namespace Foobar.Web.Identity;

/// <summary>A user as they see themselves.</summary>
internal sealed record Account
{
    /// <summary>The row's id.</summary>
    public long Id { get; init; }

    /// <summary>The public name; unique without regard to case.</summary>
    public string Username { get; init; } = "";

    /// <summary>The address used to sign in; unique without regard to case.</summary>
    public string Email { get; init; } = "";

    /// <summary>A few words about the user; null when there are none.</summary>
    public string? Bio { get; init; }

    /// <summary>The address of a picture; null when there is none.</summary>
    public string? Image { get; init; }

    /// <summary>Grows with every change of the password; sessions that carry an older one are over.</summary>
    public int SessionVersion { get; init; }
}
