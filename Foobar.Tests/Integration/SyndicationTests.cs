using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>What feed readers and search engines get.</summary>
[Collection(ModelCollection.Name)]
public sealed class SyndicationTests(SharedModel shared)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task The_feed_is_valid_Atom_whatever_is_in_a_title()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();
        var slug = await author.PublishAsync($"<Ümläut> & 中文 \uFFFF 😀 {name}");
        await author.PublishAsync($"Another one {name}");

        var feed = await ReadAsync(author, $"/feed.atom?author={name}", "application/atom+xml");

        Assert.Equal(Atom + "feed", feed.Name);
        AssertComplete(feed);
        Assert.Equal($"https://www.foobar.com/feed.atom?author={name}", LinkOf(feed, "self"));
        Assert.Equal($"https://www.foobar.com/profile/{name}", LinkOf(feed, "alternate"));
        var entries = feed.Elements(Atom + "entry").ToArray();
        Assert.Equal(2, entries.Length);
        Assert.Equal(2, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.All(entries, entry =>
        {
            AssertComplete(entry);
            Assert.Equal(name, entry.Element(Atom + "author")!.Element(Atom + "name")!.Value);
            Assert.Equal(["ant", "zebra"], entry.Elements(Atom + "category").Select(category => category.Attribute("term")!.Value));
        });
        Assert.Equal($"<Ümläut> & 中文  😀 {name}", entries[1].Element(Atom + "title")!.Value);
        Assert.Equal($"https://www.foobar.com/article/{Uri.EscapeDataString(slug)}", LinkOf(entries[1], "alternate"));
    }

    [Fact]
    public async Task An_article_keeps_its_identity_when_its_title_changes()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();
        var slug = await author.PublishAsync($"Before {name}");

        var before = await ReadAsync(author, $"/feed.atom?author={name}", "application/atom+xml");
        await author.PutAsJsonAsync($"/api/articles/{slug}", new { article = new { title = $"After {name}" } }, Token);
        var after = await ReadAsync(author, $"/feed.atom?author={name}", "application/atom+xml");

        Assert.Equal(before.Element(Atom + "entry")!.Element(Atom + "id")!.Value, after.Element(Atom + "entry")!.Element(Atom + "id")!.Value);
        Assert.NotEqual(LinkOf(before.Element(Atom + "entry")!, "alternate"), LinkOf(after.Element(Atom + "entry")!, "alternate"));
    }

    [Fact]
    public async Task The_site_map_leads_to_every_article()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var slug = await author.PublishAsync($"On the map of {await author.SignUpAsync()}");

        var index = await ReadAsync(author, "/sitemap.xml", "application/xml");
        var parts = index.Elements(Map + "sitemap").Select(part => new Uri(part.Element(Map + "loc")!.Value)).ToArray();
        var last = await ReadAsync(author, parts[^1].AbsolutePath, "application/xml");
        using var beyond = await author.GetAsync($"/sitemap-{parts.Length + 1}.xml", Token);

        Assert.All(parts, part => Assert.Equal("www.foobar.com", part.Host));
        Assert.Contains(last.Elements(Map + "url"), url => url.Element(Map + "loc")!.Value == $"https://www.foobar.com/article/{slug}");
        Assert.All(last.Elements(Map + "url"), url => DateTimeOffset.Parse(url.Element(Map + "lastmod")!.Value, CultureInfo.InvariantCulture));
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Fact]
    public async Task Robots_are_told_of_the_site_map()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        var lines = (await visitor.GetStringAsync("/robots.txt", Token)).Split('\n');

        Assert.Equal("User-agent: *", lines[0]);
        Assert.Contains("Sitemap: https://www.foobar.com/sitemap.xml", lines);
        Assert.Contains("Disallow: /api/", lines);
    }

    [Fact]
    public async Task An_article_says_where_it_is_at_home_and_how_it_is_shared()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        var name = await author.SignUpAsync();
        var slug = await author.PublishAsync($"Shared by {name}");

        var page = await author.OpenAsync($"/article/{slug}?from=elsewhere");

        string? Property(string property) => page.QuerySelector($"meta[property='{property}']")?.GetAttribute("content");
        Assert.Equal($"https://www.foobar.com/article/{slug}", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal($"https://www.foobar.com/article/{slug}", Property("og:url"));
        Assert.Equal(("article", $"Shared by {name}", "About it"), (Property("og:type"), Property("og:title"), Property("og:description")));
        Assert.Equal($"/feed.atom?author={name}", page.QuerySelector("link[rel=alternate]")!.GetAttribute("href"));
        using var image = await author.GetAsync(new Uri(Property("og:image")!).AbsolutePath, Token);
        Assert.Equal("image/png", image.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>What RFC 4287 asks of a feed and of an entry alike: one id, title and time of the last change each.</summary>
    private static void AssertComplete(XElement element)
    {
        Assert.True(Uri.TryCreate(Assert.Single(element.Elements(Atom + "id")).Value, UriKind.Absolute, out _));
        Assert.NotEmpty(Assert.Single(element.Elements(Atom + "title")).Value);
        DateTimeOffset.ParseExact(Assert.Single(element.Elements(Atom + "updated")).Value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private static string LinkOf(XElement element, string relation) =>
        Assert.Single(element.Elements(Atom + "link"), link => link.Attribute("rel")!.Value == relation).Attribute("href")!.Value;

    private static async Task<XElement> ReadAsync(HttpClient client, string path, string mediaType)
    {
        using var response = await client.GetAsync(path, Token);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        return (await XDocument.LoadAsync(await response.Content.ReadAsStreamAsync(Token), LoadOptions.None, Token)).Root!;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
