using System.Net;
using System.Net.Http.Json;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>What anonymous visitors see may be kept and asked for again; what one visitor sees may not.</summary>
[Collection(ModelCollection.Name)]
public sealed class PageCachingTests(SharedModel shared)
{
    [Fact]
    public async Task An_article_is_named_alike_by_both_webs_and_not_sent_again_until_it_changes()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        var name = await author.SignUpAsync();
        var slug = await author.PublishAsync($"Kept by caches {name}");
        using var first = model.CreateInsider(FoobarNames.Resources.Web1);
        using var second = model.CreateInsider(FoobarNames.Resources.Web2);

        var known = await Eventually.GetAsync<string>(async cancellationToken =>
        {
            using var one = await first.GetAsync($"/article/{slug}", cancellationToken);
            using var two = await second.GetAsync($"/article/{slug}", cancellationToken);
            var tags = $"{one.Headers.ETag} and {two.Headers.ETag}";
            return (one.IsSuccessStatusCode && one.Headers.ETag!.Equals(two.Headers.ETag) ? one.Headers.ETag.ToString() : null, tags);
        });
        using var same = await AskAsync(second, $"/article/{slug}", known);
        await author.PutAsJsonAsync($"/api/articles/{slug}", new { article = new { body = "Other text" } }, Token);

        Assert.StartsWith("W/\"", known, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(known, same.Headers.ETag!.ToString());
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(Token));
        await Eventually.BecomesTrueAsync(async _ =>
        {
            using var changed = await AskAsync(second, $"/article/{slug}", known);
            return changed.StatusCode == HttpStatusCode.OK && changed.Headers.ETag!.ToString() != known;
        }, "the changed article");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?tag=ant")]
    [InlineData("/feed.atom")]
    [InlineData("/sitemap.xml")]
    [InlineData("/robots.txt")]
    public async Task What_everybody_sees_sets_no_cookie_and_may_be_kept_by_a_shared_cache(string path)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl is { Public: true, NoStore: false, SharedMaxAge: not null } control && control.MaxAge == TimeSpan.Zero);
        Assert.Contains("Cookie", response.Headers.Vary);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/settings")]
    [InlineData("/feed")]
    public async Task What_one_visitor_sees_is_private_and_has_no_name(string path)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        await visitor.SignUpByFormAsync();

        using var response = await visitor.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl is { Public: false, SharedMaxAge: null } control && (control.NoStore || control is { Private: true, NoCache: true }));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Pages_are_sent_compressed_to_who_takes_it(string encoding)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept-Encoding", encoding } } };

        // A gateway keeps it, and must not give it to who takes the other.
        using var uncompressed = await visitor.GetAsync("/", Token);
        using var response = await visitor.SendAsync(request, Token);

        Assert.Empty(uncompressed.Content.Headers.ContentEncoding);
        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.All([uncompressed, response], answer => Assert.Single(answer.Headers.Vary, "Accept-Encoding"));
        Assert.Contains("Cookie", response.Headers.Vary);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string path, string known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "If-None-Match", known } } };
        return await client.SendAsync(request, Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
