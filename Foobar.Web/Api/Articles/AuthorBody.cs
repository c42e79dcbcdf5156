using Foobar.Web.Profiles;

namespace Foobar.Web.Api.Articles;

/// <summary>An author as others see them.</summary>
internal sealed record AuthorBody(string Username, string? Bio, string? Image, bool Following)
{
    /// <summary>This profile.</summary>
    public static AuthorBody Of(Profile profile) => new(profile.Username, profile.Bio, profile.Image, profile.Following);
}
