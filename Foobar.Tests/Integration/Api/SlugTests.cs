using System.Text.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

[Collection(ModelCollection.Name)]
public sealed class SlugTests(SharedModel shared)
{
    [Theory]
    [InlineData("Same title", "same-title")]
    [InlineData("Тот же заголовок", "тот-же-заголовок")]
    [InlineData("同じ題名", "同じ題名")]
    [InlineData("نفس العنوان", "نفس-العنوان")]
    [InlineData("एक ही शीर्षक", "एक-ही-शीर्षक")]
    [InlineData("שם זהה", "שם-זהה")]
    [InlineData("Ίδιος ΤΊΤΛΟΣ", "ίδιος-τίτλοσ")]
    [InlineData("ÀÉÎ Öü", "àéî-öü")]
    [InlineData("𐐀𐐁 𝟙", "𐐨𐐩-𝟙")]
    [InlineData("?!…", "article")]
    [InlineData("feed", "feed")]
    public async Task Titles_of_any_script_at_once_on_both_webs_have_slugs_of_their_own_that_find_them(string title, string slug)
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        await author.SignUpAsync();
        var body = JsonSerializer.Serialize(new { article = new { title, description = "d", body = "b" } });

        var published = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => author.AskAsync("POST /api/articles", body, 201)));
        var slugs = published.Select(answer => answer.GetProperty("article").Text("slug")!).ToArray();

        Assert.Equal(6, slugs.Distinct().Count());
        Assert.All(slugs, made => Assert.Matches($"^{slug}(-[2-9a-z]{{6}})?$", made));
        foreach (var made in slugs)
            Assert.Equal(title, (await author.AskAsync($"GET /api/articles/{Uri.EscapeDataString(made)}")).GetProperty("article").Text("title"));
    }

    [Theory]
    [InlineData("New title", "new-title")]
    [InlineData("OLD, title!", "old-title")]
    public async Task The_slug_follows_the_title_and_stays_where_the_title_means_the_same(string title, string expected)
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();
        var old = await author.PublishAsync($"Old title {name}");
        await author.AskAsync($"POST /api/articles/{old}/favorite");

        var changed = (await author.AskAsync($"PUT /api/articles/{old}", JsonSerializer.Serialize(new { article = new { title = $"{title} {name}" } }))).GetProperty("article");

        Assert.Equal($"{expected}-{name}", changed.Text("slug"));
        Assert.Equal((true, 1), (changed.GetProperty("favorited").GetBoolean(), changed.GetProperty("favoritesCount").GetInt32()));
        Assert.Equal(["ant", "zebra"], changed.Texts("tagList"));
        await author.AskAsync($"GET /api/articles/{old}", expected: changed.Text("slug") == old ? 200 : 404);
    }
}
