using Foobar.Web.Api.Articles;
using Foobar.Web.Api.Comments;
using Foobar.Web.Api.Profiles;
using Foobar.Web.Api.Users;

namespace Foobar.Web.Api;

/// <summary>The API that openapi.yml of the RealWorld project describes.</summary>
internal static class ApiRoutes
{
    private const string Root = "/api";

    /// <summary>The path is one of the API's.</summary>
    public static bool Handles(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Maps every group of endpoints.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root);
        api.MapUsers();
        api.MapProfiles();
        api.MapArticles();
        api.MapComments();
        api.MapFavorites();
        api.MapTags();
    }
}
