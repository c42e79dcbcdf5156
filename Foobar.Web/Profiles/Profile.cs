namespace Foobar.Web.Profiles;

/// <summary>A user as others see them.</summary>
internal sealed record Profile
{
    /// <summary>The public name.</summary>
    public string Username { get; init; } = "";

    /// <summary>A few words about the user; null when there are none.</summary>
    public string? Bio { get; init; }

    /// <summary>The address of a picture; null when there is none.</summary>
    public string? Image { get; init; }

    /// <summary>The visitor who asks follows this user.</summary>
    public bool Following { get; init; }
}
