using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

[Collection(ModelCollection.Name)]
public sealed class ArticleApiTests(SharedModel shared)
{
    [Fact]
    public async Task An_article_is_published_read_changed_and_deleted()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();

        var slug = await author.PublishAsync($"First title of {name}");
        var read = (await author.GetJsonAsync($"/api/articles/{slug}")).GetProperty("article");
        using var changed = await author.PutAsJsonAsync($"/api/articles/{slug}", new { article = new { title = $"Second title of {name}" } }, Token);
        var after = (await SiteClient.ReadAsync(changed, 200)).GetProperty("article");
        using var deleted = await author.DeleteAsync($"/api/articles/{after.GetProperty("slug").GetString()}", Token);
        using var gone = await author.GetAsync($"/api/articles/{after.GetProperty("slug").GetString()}", Token);

        Assert.Equal("**Text**", read.GetProperty("body").GetString());
        Assert.Equal(["ant", "zebra"], read.GetProperty("tagList").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", read.GetProperty("createdAt").GetString());
        Assert.Equal($"second-title-of-{name}", after.GetProperty("slug").GetString());
        Assert.Equal("**Text**", after.GetProperty("body").GetString());
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Empty(await deleted.Content.ReadAsStringAsync(Token));
        await SiteClient.ReadAsync(gone, 404);
    }

    [Theory]
    [InlineData("""{"article":{"description":"d","body":"b"}}""", "title")]
    [InlineData("""{"article":{"title":" ","description":"d","body":"b"}}""", "title")]
    [InlineData("""{"article":{"title":"t","body":"b"}}""", "description")]
    [InlineData("""{"article":{"title":"t","description":"d"}}""", "body")]
    [InlineData("""{"article":{"title":"t","description":"d","body":""}}""", "body")]
    [InlineData("""{"article":{"title":"t","description":"d","body":"b","tagList":"no list"}}""", "tagList")]
    public async Task A_bad_article_is_refused_by_field(string body, string field)
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        await author.SignUpAsync();

        using var response = await author.PostAsync("/api/articles", Json(body), Token);

        var errors = (await SiteClient.ReadAsync(response, 422)).GetProperty("errors");
        Assert.Contains(errors.EnumerateObject(), error => error.Name.EndsWith(field, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("limit=-1")]
    [InlineData("limit=1000000")]
    [InlineData("limit=ten")]
    [InlineData("offset=-1")]
    [InlineData("offset=x")]
    public async Task A_page_out_of_range_is_refused(string query)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.GetAsync($"/api/articles?{query}", Token);

        var errors = (await SiteClient.ReadAsync(response, 422)).GetProperty("errors");
        Assert.True(errors.TryGetProperty(query[..query.IndexOf('=', StringComparison.Ordinal)], out _));
    }

    [Fact]
    public async Task Lists_are_filtered_counted_and_in_order_and_have_no_body()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();
        for (var i = 0; i < 3; i++)
            await author.PublishAsync($"Number {i} of {name}");

        var list = await author.GetJsonAsync($"/api/articles?author={name}&limit=2");
        var rest = await author.GetJsonAsync($"/api/articles?author={name}&limit=2&offset=2");
        var tagged = await author.GetJsonAsync("/api/articles?tag=zebra&limit=1");

        Assert.Equal(3, list.GetProperty("articlesCount").GetInt32());
        Assert.Equal([$"Number 2 of {name}", $"Number 1 of {name}"], Titles(list));
        Assert.Equal([$"Number 0 of {name}"], Titles(rest));
        Assert.All(list.GetProperty("articles").EnumerateArray(), article => Assert.False(article.TryGetProperty("body", out _)));
        Assert.Contains("zebra", Assert.Single(tagged.GetProperty("articles").EnumerateArray()).GetProperty("tagList").EnumerateArray().Select(tag => tag.GetString()));
    }

    [Fact]
    public async Task Articles_of_one_title_at_once_get_addresses_of_their_own()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();

        var slugs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => author.PublishAsync($"The same title by {name}")));

        Assert.Equal(8, slugs.Distinct().Count());
    }

    [Theory]
    [InlineData("Привет, мир")]
    [InlineData("你好,世界")]
    [InlineData("Ünïcödé & <b>")]
    [InlineData("!!!")]
    public async Task Titles_of_any_script_get_an_address_that_finds_them(string title)
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        await author.SignUpAsync();

        var slug = await author.PublishAsync(title);

        Assert.Equal(title, (await author.GetJsonAsync($"/api/articles/{Uri.EscapeDataString(slug)}")).GetProperty("article").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Unauthorized_comes_before_not_found_and_that_before_forbidden()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        using var other = model.CreateVisitor();
        using var nobody = model.CreateVisitor();
        var name = await author.SignUpAsync();
        await other.SignUpAsync();
        var slug = await author.PublishAsync($"Not yours, said {name}");

        using var unauthorized = await nobody.DeleteAsync("/api/articles/no-such-article", Token);
        using var notFound = await other.DeleteAsync("/api/articles/no-such-article", Token);
        using var forbidden = await other.DeleteAsync($"/api/articles/{slug}", Token);
        using var changed = await other.PutAsJsonAsync($"/api/articles/{slug}", new { article = new { title = "Mine" } }, Token);

        await SiteClient.ReadAsync(unauthorized, 401);
        await SiteClient.ReadAsync(notFound, 404);
        await SiteClient.ReadAsync(forbidden, 403);
        await SiteClient.ReadAsync(changed, 403);
        await author.GetJsonAsync($"/api/articles/{slug}");
    }

    [Fact]
    public async Task Tags_are_sorted_and_an_unknown_path_of_the_api_answers_json()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        await visitor.SignUpAsync();
        await visitor.PublishAsync("With tags");

        var tags = (await visitor.GetJsonAsync("/api/tags")).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).ToArray();
        using var unknown = await visitor.GetAsync("/api/no/such/path", Token);

        Assert.Contains("ant", tags);
        // By code point, as the database does it; two units of UTF-16 for one character would sort elsewhere.
        Assert.Equal(tags.OrderBy(tag => Convert.ToHexString(Encoding.UTF8.GetBytes(tag)), StringComparer.Ordinal), tags);
        Assert.NotEmpty((await SiteClient.ReadAsync(unknown, 404)).GetProperty("errors").EnumerateObject());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static IEnumerable<string?> Titles(JsonElement list) => list.GetProperty("articles").EnumerateArray().Select(article => article.GetProperty("title").GetString());
}
