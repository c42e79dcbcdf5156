using Foobar.Web.Identity;
using Foobar.Web.Profiles;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Web.Api.Profiles;

/// <summary>Users as others see them: show, follow, unfollow.</summary>
internal static class ProfileEndpoints
{
    /// <summary>Maps <c>/profiles</c>.</summary>
    public static void MapProfiles(this IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/profiles/{username}");

        profiles.MapGet("", GetAsync)
            .WithName("GetProfileByUsername")
            .WithSummary("Get a profile");

        profiles.MapPost("/follow", FollowAsync)
            .WithName("FollowUserByUsername")
            .WithSummary("Follow a user; once more changes nothing")
            .RequireAuthorization();

        profiles.MapDelete("/follow", UnfollowAsync)
            .WithName("UnfollowUserByUsername")
            .WithSummary("Unfollow a user; once more changes nothing")
            .RequireAuthorization();
    }

    private static async Task<Results<Revalidated<ProfileResponse>, Refused>> GetAsync(
        string username, Visitor visitor, ProfileService profiles, CancellationToken cancellationToken) =>
        await profiles.FindAsync(username, visitor.Account?.Id, visitor.ReadLevel, cancellationToken) is { } profile
            ? new Revalidated<ProfileResponse>(new ProfileResponse(ProfileBody.Of(profile)))
            : Refused.For(Refusal.NotFound);

    private static async Task<Results<Ok<ProfileResponse>, Refused>> FollowAsync(
        string username, Visitor visitor, ProfileService profiles, CancellationToken cancellationToken) =>
        Answer(await profiles.FollowAsync(visitor.Required.Id, username, visitor.Write, cancellationToken));

    private static async Task<Results<Ok<ProfileResponse>, Refused>> UnfollowAsync(
        string username, Visitor visitor, ProfileService profiles, CancellationToken cancellationToken) =>
        Answer(await profiles.UnfollowAsync(visitor.Required.Id, username, visitor.Write, cancellationToken));

    private static Results<Ok<ProfileResponse>, Refused> Answer(Outcome<Profile> outcome) => outcome.Value is { } profile
        ? TypedResults.Ok(new ProfileResponse(ProfileBody.Of(profile)))
        : Refused.For(outcome.Refusal, outcome.Errors);
}
