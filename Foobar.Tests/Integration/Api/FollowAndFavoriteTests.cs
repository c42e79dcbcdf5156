using System.Text.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

[Collection(ModelCollection.Name)]
public sealed class FollowAndFavoriteTests(SharedModel shared)
{
    [Fact]
    public async Task Following_is_seen_by_the_follower_only_and_may_be_said_twice()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        using var reader = model.CreateVisitor();
        var name = await author.SignUpAsync();
        await reader.SignUpAsync();
        var slug = await author.PublishAsync($"Followed {name}");

        foreach (var _ in Enumerable.Range(0, 2))
            Assert.True((await reader.AskAsync($"POST /api/profiles/{name}/follow")).GetProperty("profile").GetProperty("following").GetBoolean());
        Assert.True((await reader.AskAsync($"GET /api/profiles/{name.ToUpperInvariant()}")).GetProperty("profile").GetProperty("following").GetBoolean());
        Assert.True((await reader.AskAsync($"GET /api/articles/{slug}")).GetProperty("article").GetProperty("author").GetProperty("following").GetBoolean());
        Assert.False((await author.AskAsync($"GET /api/articles/{slug}")).GetProperty("article").GetProperty("author").GetProperty("following").GetBoolean());
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.False((await reader.AskAsync($"DELETE /api/profiles/{name}/follow")).GetProperty("profile").GetProperty("following").GetBoolean());
        Assert.False((await reader.AskAsync($"GET /api/profiles/{name}")).GetProperty("profile").GetProperty("following").GetBoolean());
    }

    [Fact]
    public async Task The_feed_has_the_articles_of_those_who_are_followed_and_its_own_total()
    {
        var model = await shared.GetAsync();
        using var one = model.CreateVisitor();
        using var two = model.CreateVisitor();
        using var reader = model.CreateVisitor();
        var (first, second) = (await one.SignUpAsync(), await two.SignUpAsync());
        await reader.SignUpAsync();
        await one.PublishAsync($"One {first}");
        await two.PublishAsync($"Two {second}");
        await one.PublishAsync($"Three {first}");

        var before = await reader.GetJsonAsync("/api/articles/feed");
        await reader.AskAsync($"POST /api/profiles/{first}/follow");
        var followed = await reader.GetJsonAsync("/api/articles/feed");
        await reader.AskAsync($"POST /api/profiles/{second}/follow");
        var both = await reader.GetJsonAsync("/api/articles/feed?limit=2&offset=1");

        Assert.Equal((0, 0), (before.GetProperty("articlesCount").GetInt32(), before.GetProperty("articles").GetArrayLength()));
        Assert.Equal([$"Three {first}", $"One {first}"], followed.Titles());
        Assert.Equal(2, followed.GetProperty("articlesCount").GetInt32());
        Assert.All(followed.GetProperty("articles").EnumerateArray(), article => Assert.True(article.GetProperty("author").GetProperty("following").GetBoolean()));
        Assert.Equal([$"Two {second}", $"One {first}"], both.Titles());
        Assert.Equal(3, both.GetProperty("articlesCount").GetInt32());
    }

    [Fact]
    public async Task A_favorite_is_seen_by_who_made_it_and_counted_once()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        using var reader = model.CreateVisitor();
        var name = await author.SignUpAsync();
        await reader.SignUpAsync();
        var slug = await author.PublishAsync($"Favourite {name}");

        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal((true, 1), Favorite(await reader.AskAsync($"POST /api/articles/{slug}/favorite")));
        Assert.Equal((true, 2), Favorite(await author.AskAsync($"POST /api/articles/{slug}/favorite")));
        Assert.Equal((true, 2), Favorite(await author.AskAsync($"GET /api/articles/{slug}")));
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal((false, 1), Favorite(await reader.AskAsync($"DELETE /api/articles/{slug}/favorite")));
        var listed = Assert.Single((await reader.GetJsonAsync($"/api/articles?author={name}")).GetProperty("articles").EnumerateArray());
        Assert.Equal((false, 1), (listed.GetProperty("favorited").GetBoolean(), listed.GetProperty("favoritesCount").GetInt32()));
    }

    [Fact]
    public async Task Many_who_favorite_an_article_at_once_are_all_counted()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        var slug = await author.PublishAsync($"Loved by all, {await author.SignUpAsync()}");
        var readers = Enumerable.Range(0, 8).Select(_ => model.CreateVisitor()).ToArray();
        await Task.WhenAll(readers.Select(reader => reader.SignUpAsync()));

        await Task.WhenAll(readers.SelectMany(reader => Enumerable.Range(0, 3).Select(_ => reader.AskAsync($"POST /api/articles/{slug}/favorite"))));
        var removed = await Task.WhenAll(readers.Take(3).Select(async reader => (Reader: reader, Favorite(await reader.AskAsync($"DELETE /api/articles/{slug}/favorite")).Count)));

        Assert.Equal([5, 6, 7], removed.Select(one => one.Count).Order());
        // Only who has done the last one is sure to see it: for the others a replica may not have it yet.
        Assert.Equal((false, 5), Favorite(await removed.MinBy(one => one.Count).Reader.AskAsync($"GET /api/articles/{slug}")));
        foreach (var reader in readers)
            reader.Dispose();
    }

    [Fact]
    public async Task Every_combination_of_filters_finds_what_fits_newest_first_with_its_total()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        using var other = model.CreateVisitor();
        var (name, otherName) = (await author.SignUpAsync(), await other.SignUpAsync());
        var (tag, spare) = ($"tag-{name}", $"spare-{name}");
        var a = await PublishAsync(author, $"a {name}", tag, spare);
        var b = await PublishAsync(author, $"b {name}", tag);
        var c = await PublishAsync(other, $"c {name}", tag);
        await PublishAsync(other, $"d {name}", spare);
        // Favourites in another order than the articles: lists go by the articles' times.
        foreach (var slug in new[] { c, a, b })
            await other.AskAsync($"POST /api/articles/{slug}/favorite");

        await AssertListAsync($"tag={tag}", "c", "b", "a");
        await AssertListAsync($"author={name}", "b", "a");
        await AssertListAsync($"author={otherName}", "d", "c");
        await AssertListAsync($"favorited={otherName}", "c", "b", "a");
        await AssertListAsync($"favorited={name}");
        await AssertListAsync($"tag={tag}&author={name}", "b", "a");
        await AssertListAsync($"tag={spare}&author={otherName}", "d");
        await AssertListAsync($"tag={spare}&favorited={otherName}", "a");
        await AssertListAsync($"author={otherName}&favorited={otherName}", "c");
        await AssertListAsync($"tag={tag}&author={name}&favorited={otherName}", "b", "a");
        await AssertListAsync($"tag={tag.ToUpperInvariant()}");
        await AssertListAsync($"author={name.ToUpperInvariant()}", "b", "a");

        async Task AssertListAsync(string query, params string[] titles)
        {
            var whole = await other.GetJsonAsync($"/api/articles?{query}");
            var rest = await other.GetJsonAsync($"/api/articles?{query}&limit=2&offset=1");
            Assert.Equal(titles.Select(title => $"{title} {name}"), whole.Titles());
            Assert.Equal(titles.Skip(1).Take(2).Select(title => $"{title} {name}"), rest.Titles());
            Assert.Equal((titles.Length, titles.Length), (whole.GetProperty("articlesCount").GetInt32(), rest.GetProperty("articlesCount").GetInt32()));
        }
    }

    [Fact]
    public async Task A_list_has_twenty_articles_unless_it_is_asked_for_another_number()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();
        for (var number = 0; number < 21; number++)
            await author.PublishAsync($"Number {number} of {name}");

        var list = await author.GetJsonAsync($"/api/articles?author={name}");

        Assert.Equal((20, 21), (list.GetProperty("articles").GetArrayLength(), list.GetProperty("articlesCount").GetInt32()));
        Assert.Equal(Enumerable.Range(1, 20).Reverse().Select(number => $"Number {number} of {name}"), list.Titles());
    }

    private static (bool Favorited, int Count) Favorite(JsonElement answer)
    {
        var article = answer.GetProperty("article");
        return (article.GetProperty("favorited").GetBoolean(), article.GetProperty("favoritesCount").GetInt32());
    }

    private static async Task<string> PublishAsync(HttpClient client, string title, params string[] tags)
    {
        var answer = await client.AskAsync("POST /api/articles", JsonSerializer.Serialize(new { article = new { title, description = "d", body = "b", tagList = tags } }), 201);
        return answer.GetProperty("article").Text("slug")!;
    }
}
