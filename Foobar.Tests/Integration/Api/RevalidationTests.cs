using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

/// <summary>Answers to GETs have names, and are not sent again to who has them.</summary>
[Collection(ModelCollection.Name)]
public sealed class RevalidationTests(ApiCast cast) : IClassFixture<ApiCast>
{
    [Theory]
    [InlineData("nobody", "/api/articles?author={author}")]
    [InlineData("nobody", "/api/articles/{article}")]
    [InlineData("nobody", "/api/articles/{article}/comments")]
    [InlineData("nobody", "/api/profiles/{author}")]
    [InlineData("reader", "/api/articles?author={author}")]
    [InlineData("reader", "/api/articles/{article}")]
    [InlineData("reader", "/api/articles/feed")]
    public async Task Who_has_the_answer_is_told_so_without_a_body(string who, string path)
    {
        using var first = await cast[who].SendAsync($"GET {cast.Fill(path)}");
        var name = first.Headers.ETag!.ToString();
        using var same = await cast[who].SendAsync($"GET {cast.Fill(path)}", null, ("If-None-Match", $"\"x\", W/{name}"));
        using var any = await cast[who].SendAsync($"GET {cast.Fill(path)}", null, ("If-None-Match", "*"));
        using var other = await cast[who].SendAsync($"GET {cast.Fill(path)}", null, ("If-None-Match", "\"x\""));

        Assert.Equal((200, 304, 304, 200), ((int)first.StatusCode, (int)same.StatusCode, (int)any.StatusCode, (int)other.StatusCode));
        Assert.Equal(name, same.Headers.ETag!.ToString());
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(first.Headers.CacheControl!.ToString(), same.Headers.CacheControl!.ToString());
        Assert.Equal(["Authorization", "Cookie", "Origin", "X-Read-Position"], first.Headers.Vary);
        Assert.Equal(first.Headers.Vary, same.Headers.Vary);
    }

    [Theory]
    [InlineData("nobody", "GET /api/articles", "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=600")]
    [InlineData("nobody", "GET /api/tags", "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=600")]
    [InlineData("reader", "GET /api/articles", "no-cache, private")]
    [InlineData("reader", "GET /api/user", "no-store")]
    [InlineData("nobody", "GET /api/articles/no-such-article", "no-store")]
    [InlineData("nobody", "GET /api/articles?limit=0", "no-store")]
    [InlineData("nobody", "POST /api/users/login", "no-store")]
    public async Task Only_what_everybody_sees_may_be_kept_by_a_shared_cache(string who, string operation, string expected)
    {
        using var response = await cast[who].SendAsync(operation);

        Assert.Equal(expected, response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Two_visitors_who_are_shown_different_things_have_different_names_for_them()
    {
        var path = cast.Fill("/api/articles/{article}");
        using var before = await cast["reader"].SendAsync($"GET {path}");
        await cast["reader"].AskAsync($"POST {path}/favorite");
        using var after = await cast["reader"].SendAsync($"GET {path}", null, ("If-None-Match", before.Headers.ETag!.ToString()));
        using var author = await cast["author"].SendAsync($"GET {path}");

        Assert.Equal(200, (int)after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.NotEqual(author.Headers.ETag, after.Headers.ETag);
    }
}
