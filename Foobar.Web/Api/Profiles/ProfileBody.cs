using Foobar.Web.Profiles;

namespace Foobar.Web.Api.Profiles;

/// <summary>A user as others see them.</summary>
internal sealed record ProfileBody(string Username, string? Bio, string? Image, bool Following)
{
    /// <summary>This profile.</summary>
    public static ProfileBody Of(Profile profile) => new(profile.Username, profile.Bio, profile.Image, profile.Following);
}
