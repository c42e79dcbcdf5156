using System.Globalization;
using Foobar.Web.Profiles;

namespace Foobar.Web.Pages.Shared;

/// <summary>A user's picture, or in its place the first letter of the name on a colour that is always the same for this name.</summary>
internal sealed record Avatar(Profile User, bool IsLarge = false)
{
    // As many as the style sheet has.
    private const int Tones = 6;

    /// <summary>Pixels of width and height.</summary>
    public int Size => IsLarge ? 72 : 32;

    /// <summary>The first letter.</summary>
    public string Initial => StringInfo.GetNextTextElement(User.Username).ToUpperInvariant();

    /// <summary>The classes of the letter.</summary>
    public string Classes => $"{(IsLarge ? "avatar large" : "avatar")} tone-{User.Username.Sum(character => character) % Tones}";
}
