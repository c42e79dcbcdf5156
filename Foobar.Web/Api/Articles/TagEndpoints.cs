using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Web.Api.Articles;

/// <summary>The tags of all articles.</summary>
internal static class TagEndpoints
{
    /// <summary>Maps <c>/tags</c>.</summary>
    public static void MapTags(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tags", GetAsync)
            .WithName("GetTags")
            .WithSummary("Get the tags in use, sorted by name");
    }

    private static async Task<Ok<TagsResponse>> GetAsync(Visitor visitor, ArticleService articles, CancellationToken cancellationToken) =>
        TypedResults.Ok(new TagsResponse(await articles.TagsAsync(visitor.ReadLevel, cancellationToken)));
}
