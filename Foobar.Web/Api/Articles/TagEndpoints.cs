using Foobar.Web.Articles;
using Foobar.Web.Identity;

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

    private static async Task<Revalidated<TagsResponse>> GetAsync(Visitor visitor, ArticleService articles, CancellationToken cancellationToken) =>
        new(new TagsResponse(await articles.TagsAsync(visitor.ReadLevel, cancellationToken)));
}
