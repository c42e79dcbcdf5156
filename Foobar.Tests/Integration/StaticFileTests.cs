using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>The files that pages need: small, kept for long, and never sent twice.</summary>
[Collection(ModelCollection.Name)]
public sealed class StaticFileTests(SharedModel shared)
{
    private const int FirstVisitBytesAtMost = 60 * 1024;

    [Fact]
    public async Task A_first_visit_is_60_KB_or_less_and_every_file_may_be_kept_for_a_year()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        await author.SignUpAsync();
        for (var i = 0; i < 10; i++)
            await author.PublishAsync($"One of ten on the front page {i}");
        using var visitor = model.CreateVisitor();

        var home = await visitor.OpenAsync("/");
        var bytes = await CountAsync(visitor, "/");
        foreach (var file in FilesOf(home))
        {
            using var response = await visitor.GetAsync(file, Token);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{file}: {response.StatusCode}");
            Assert.True(response.Headers.CacheControl?.MaxAge >= TimeSpan.FromDays(365), $"{file}: {response.Headers.CacheControl}");
            bytes += await CountAsync(visitor, file);
        }

        Assert.Equal(3, FilesOf(home).Count());
        Assert.InRange(bytes, 1, FirstVisitBytesAtMost);
    }

    [Fact]
    public async Task A_first_visit_has_the_style_sheet_in_the_page_and_waits_for_no_file()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.GetAsync("/", Token);
        var home = await response.ReadPageAsync();

        Assert.Empty(home.QuerySelectorAll("link[rel=stylesheet]"));
        var sheet = Assert.Single(home.QuerySelectorAll("style")).TextContent;
        Assert.Equal(await visitor.GetStringAsync("/site.css", Token), sheet);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        Assert.Contains($"style-src 'self' 'sha256-{hash}'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        AssertNothingElseIsInline(home);
    }

    [Fact]
    public async Task Who_is_signed_in_has_the_style_sheet_as_a_file_and_waits_for_no_other_one()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        await visitor.SignUpByFormAsync();

        var home = await visitor.OpenAsync("/");

        Assert.Single(home.QuerySelectorAll("link[rel=stylesheet]"));
        Assert.Empty(home.QuerySelectorAll("style"));
        AssertNothingElseIsInline(home);
    }

    [Theory]
    [InlineData("link[rel=stylesheet]", "br")]
    [InlineData("link[rel=stylesheet]", "gzip")]
    [InlineData("script", "br")]
    [InlineData("script", "gzip")]
    [InlineData("link[rel=icon]", "gzip")]
    public async Task Files_are_there_compressed_and_are_not_sent_to_who_has_them(string selector, string encoding)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        await visitor.SignUpByFormAsync();
        var element = (await visitor.OpenAsync("/")).QuerySelector(selector)!;
        var path = element.GetAttribute("href") ?? element.GetAttribute("src");

        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding } } };
        using var first = await visitor.SendAsync(request, Token);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding }, { "If-None-Match", first.Headers.ETag!.ToString() } } };
        using var second = await visitor.SendAsync(again, Token);

        Assert.Equal([encoding], first.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", first.Headers.Vary);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    private static void AssertNothingElseIsInline(IHtmlDocument page)
    {
        Assert.Equal("module", Assert.Single(page.QuerySelectorAll("script")).GetAttribute("type"));
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], [onload]"));
        Assert.All(FilesOf(page), file => Assert.StartsWith("/", file, StringComparison.Ordinal));
    }

    private static IEnumerable<string> FilesOf(IHtmlDocument page) =>
        page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload], script[src]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!);

    private static async Task<int> CountAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "br, gzip" } } };
        using var response = await client.SendAsync(request, Token);
        return (await response.Content.ReadAsByteArrayAsync(Token)).Length;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
