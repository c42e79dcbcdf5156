using Foobar.Web.Validation;

namespace Foobar.Web.Identity;

/// <summary>What a user wants changed; absent fields stay as they are.</summary>
internal sealed record AccountChanges
{
    /// <summary>The new public name.</summary>
    public Optional<string> Username { get; init; }

    /// <summary>The new address.</summary>
    public Optional<string> Email { get; init; }

    /// <summary>The new password.</summary>
    public Optional<string> Password { get; init; }

    /// <summary>The new words about the user; null or empty clears them.</summary>
    public Optional<string> Bio { get; init; }

    /// <summary>The new address of a picture; null or empty clears it.</summary>
    public Optional<string> Image { get; init; }

    /// <summary>No field is present.</summary>
    public bool IsEmpty =>
        !(Username.IsPresent || Email.IsPresent || Password.IsPresent || Bio.IsPresent || Image.IsPresent);
}
