using System.Net.Http.Json;
using System.Text.Json;

namespace SiteSpeed;

/// <summary>What is measured, of what the seed has made.</summary>
/// <param name="All">Requests whose round trips are counted.</param>
/// <param name="Loaded">Requests that are sent as fast as they are answered; the first one is what the others are compared with.</param>
internal sealed record Targets(IReadOnlyList<Target> All, IReadOnlyList<Target> Loaded)
{
    /// <summary>What is loaded, each followed by the same of another web.</summary>
    public IReadOnlyList<Target> Beside(Uri other, string label) =>
        [.. Loaded.SelectMany(target => new[] { target, new Target($"{target.Name}, {label}", new Uri(other, target.Path).AbsoluteUri) })];

    public static async Task<Targets> FindAsync(RunningSite site, CancellationToken cancellationToken)
    {
        using var nobody = Visitor.Nobody(site);
        using var answer = await nobody.GetAsync("/api/articles?limit=20", cancellationToken);
        var list = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var article = list.GetProperty("articles")[0];
        var slug = article.GetProperty("slug").GetString()!;
        var author = Uri.EscapeDataString(article.GetProperty("author").GetProperty("username").GetString()!);
        var tag = article.GetProperty("tagList")[0].GetString();

        var api = new Target("API: articles", "/api/articles?limit=20");
        var home = new Target("home page", "/");
        var page = new Target("article page", $"/article/{slug}");
        return new Targets(
        [
            api,
            new Target("API: articles of a tag", $"/api/articles?limit=20&tag={tag}"),
            new Target("API: articles by an author", $"/api/articles?limit=20&author={author}"),
            new Target("API: favourites of a user", $"/api/articles?limit=20&favorited={author}"),
            new Target("API: feed", "/api/articles/feed?limit=20", NeedsAccount: true),
            new Target("API: article", $"/api/articles/{slug}"),
            new Target("API: comments", $"/api/articles/{slug}/comments"),
            new Target("API: tags", "/api/tags"),
            home,
            page,
            new Target("profile page", $"/profile/{author}"),
        ], [api, home, page]);
    }
}
