using Foobar.Web.Api.Articles;
using Foobar.Web.Api.Comments;
using Foobar.Web.Api.Profiles;
using Foobar.Web.Api.Users;
using Foobar.Web.Serving;

namespace Foobar.Web.Api;

/// <summary>The API that openapi.yml of the RealWorld project describes.</summary>
internal static class ApiRoutes
{
    /// <summary>The name of the policy that says which pages of other sites may call the API.</summary>
    public const string CorsPolicy = "api";

    private const string Root = "/api";

    // A comment of 5,000 characters, each of them escaped as JSON does it at worst, and something to spare. Articles are larger.
    private const int BodyBytesAtMost = 96 * 1024;

    /// <summary>The path is one of the API's.</summary>
    public static bool Handles(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Maps every group of endpoints.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root).RequireCors(CorsPolicy).WithMetadata(new BodyLimit(BodyBytesAtMost));
        api.MapUsers();
        api.MapProfiles();
        api.MapArticles();
        api.MapComments();
        api.MapFavorites();
        api.MapTags();
    }
}
