using System.Globalization;
using System.Text.Encodings.Web;
using Foobar.Web.Profiles;
using Microsoft.AspNetCore.Html;

namespace Foobar.Web.Pages.Shared;

/// <summary>A user's picture, or in its place the first letter of the name on a colour that is always the same for this name.</summary>
/// <remarks>Written here and not in a partial view, since a page may have hundreds of them.</remarks>
internal sealed record Avatar(Profile User, bool IsLarge = false) : IHtmlContent
{
    // As many as the style sheet has.
    private const int Tones = 6;

    private string Class => IsLarge ? "avatar large" : "avatar";

    /// <inheritdoc />
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (User.Image is { } image)
        {
            var size = IsLarge ? 72 : 32;
            writer.Write($"<img class=\"{Class}\" src=\"{encoder.Encode(image)}\" alt=\"\" width=\"{size}\" height=\"{size}\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">");
            return;
        }
        var tone = User.Username.Sum(character => character) % Tones;
        var initial = StringInfo.GetNextTextElement(User.Username).ToUpperInvariant();
        writer.Write($"<span class=\"{Class} tone-{tone}\" aria-hidden=\"true\">{encoder.Encode(initial)}</span>");
    }
}
