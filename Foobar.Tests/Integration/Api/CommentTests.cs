using System.Text.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

[Collection(ModelCollection.Name)]
public sealed class CommentTests(SharedModel shared)
{
    [Fact]
    public async Task Comments_are_listed_newest_first_and_deleted_by_their_author_under_their_own_article()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        using var reader = model.CreateVisitor();
        var name = await author.SignUpAsync();
        var readerName = await reader.SignUpAsync();
        var slug = await author.PublishAsync($"Discussed {name}");
        var other = await author.PublishAsync($"Not discussed {name}");

        var first = await AddAsync(author, slug, "First <b>of all</b>");
        var second = await AddAsync(reader, slug, "Second\nin two lines");
        await author.AskAsync($"POST /api/profiles/{readerName}/follow");
        var list = (await author.GetJsonAsync($"/api/articles/{slug}/comments")).GetProperty("comments");
        await reader.AskAsync($"DELETE /api/articles/{other}/comments/{second}", expected: 404);
        await author.AskAsync($"DELETE /api/articles/{slug}/comments/{second}", expected: 403);
        var gone = await reader.AskAsync($"DELETE /api/articles/{slug}/comments/{second}", expected: 204);
        await reader.AskAsync($"DELETE /api/articles/{slug}/comments/{second}", expected: 404);
        var left = (await reader.GetJsonAsync($"/api/articles/{slug}/comments")).GetProperty("comments");

        Assert.Equal([second, first], list.EnumerateArray().Select(comment => comment.GetProperty("id").GetInt64()));
        Assert.Equal(["Second\nin two lines", "First <b>of all</b>"], list.EnumerateArray().Select(comment => comment.Text("body")));
        Assert.Equal([true, false], list.EnumerateArray().Select(comment => comment.GetProperty("author").GetProperty("following").GetBoolean()));
        Assert.Equal(JsonValueKind.Undefined, gone.ValueKind);
        Assert.Equal(first, Assert.Single(left.EnumerateArray()).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task The_newest_thousand_comments_are_listed()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        var name = await author.SignUpAsync();
        var slug = await author.PublishAsync($"Much discussed {name}");
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);
        await MemberDatabase.QueryAsync<int>(model, primary,
            """
            SET SESSION cte_max_recursion_depth = 2000;
            INSERT INTO foobar.comments (article_id, author_id, body, created_at, updated_at)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1001)
            SELECT a.id, a.author_id, n, '2026-01-01', '2026-01-01' FROM foobar.articles AS a, numbers WHERE a.slug = @slug
            """, new { slug });
        // Without a position the read is strong, and contains what came past the site.
        using var reader = model.CreateForgetfulVisitor();
        await reader.SignUpAsync();

        var list = (await reader.GetJsonAsync($"/api/articles/{slug}/comments")).GetProperty("comments");

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{1001 - i}"), list.EnumerateArray().Select(comment => comment.Text("body")));
    }

    [Fact]
    public async Task An_article_goes_with_its_comments_favorites_and_tags()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        var name = await author.SignUpAsync();
        var tag = $"gone-{name}";
        var draft = new { article = new { title = $"Gone {name}", description = "d", body = "b", tagList = new[] { tag } } };
        var slug = (await author.AskAsync("POST /api/articles", JsonSerializer.Serialize(draft), 201)).GetProperty("article").Text("slug")!;
        await AddAsync(author, slug, "Soon gone");
        await author.AskAsync($"POST /api/articles/{slug}/favorite");
        Assert.Contains(tag, (await author.GetJsonAsync("/api/tags")).Texts("tags"));
        var total = (await author.GetJsonAsync("/api/articles?limit=1")).GetProperty("articlesCount").GetInt32();

        await author.AskAsync($"DELETE /api/articles/{slug}", expected: 204);

        await author.AskAsync($"GET /api/articles/{slug}/comments", expected: 404);
        Assert.Equal(0, (await author.GetJsonAsync($"/api/articles?favorited={name}")).GetProperty("articlesCount").GetInt32());
        Assert.Equal(0, (await author.GetJsonAsync($"/api/articles?tag={tag}")).GetProperty("articlesCount").GetInt32());
        Assert.DoesNotContain(tag, (await author.GetJsonAsync("/api/tags")).Texts("tags"));
        Assert.Equal(total - 1, (await author.GetJsonAsync("/api/articles?limit=1")).GetProperty("articlesCount").GetInt32());
    }

    private static async Task<long> AddAsync(HttpClient client, string slug, string body) =>
        (await client.AskAsync($"POST /api/articles/{slug}/comments", JsonSerializer.Serialize(new { comment = new { body } }))).GetProperty("comment").GetProperty("id").GetInt64();
}
