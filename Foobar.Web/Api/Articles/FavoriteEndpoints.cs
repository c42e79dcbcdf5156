using Foobar.Web.Articles;
using Foobar.Web.Favorites;
using Foobar.Web.Identity;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Web.Api.Articles;

/// <summary>Favourites: add and remove.</summary>
internal static class FavoriteEndpoints
{
    /// <summary>Maps <c>/articles/{slug}/favorite</c>.</summary>
    public static void MapFavorites(this IEndpointRouteBuilder api)
    {
        var favorite = api.MapGroup("/articles/{slug}/favorite");

        favorite.MapPost("", AddAsync)
            .WithName("CreateArticleFavorite")
            .WithSummary("Make an article a favourite; once more changes nothing")
            .RequireAuthorization();

        favorite.MapDelete("", RemoveAsync)
            .WithName("DeleteArticleFavorite")
            .WithSummary("Make an article no favourite; once more changes nothing")
            .RequireAuthorization();
    }

    private static async Task<Results<Ok<ArticleResponse>, Refused>> AddAsync(
        string slug, Visitor visitor, FavoriteService favorites, CancellationToken cancellationToken) =>
        Answer(await favorites.AddAsync(visitor.Required.Id, slug, visitor.Write, cancellationToken));

    private static async Task<Results<Ok<ArticleResponse>, Refused>> RemoveAsync(
        string slug, Visitor visitor, FavoriteService favorites, CancellationToken cancellationToken) =>
        Answer(await favorites.RemoveAsync(visitor.Required.Id, slug, visitor.Write, cancellationToken));

    private static Results<Ok<ArticleResponse>, Refused> Answer(Outcome<Article> outcome) =>
        outcome.Value is { } article ? TypedResults.Ok(ArticleBody.Of(article)) : Refused.For(outcome.Refusal);
}
