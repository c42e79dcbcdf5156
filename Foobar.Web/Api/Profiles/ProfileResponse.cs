namespace Foobar.Web.Api.Profiles;

/// <summary>The answer with one profile.</summary>
internal sealed record ProfileResponse(ProfileBody Profile);
