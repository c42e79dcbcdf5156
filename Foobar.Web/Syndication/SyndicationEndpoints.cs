using System.Text;
using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Pages;
using Foobar.Web.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Web.Syndication;

/// <summary>What feed readers and search engines ask for.</summary>
internal static class SyndicationEndpoints
{
    private const int FeedEntries = 20;

    // Both come by now and then and have time.
    private static readonly RevalidatedPageAttribute ForAMinute = new() { SharedSeconds = 60 };

    /// <summary>Maps the feed, the site map and what robots may visit.</summary>
    public static void MapSyndication(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithMetadata(ForAMinute);
        group.MapGet(Addresses.Atom, GetFeedAsync);
        group.MapGet(Sitemap.IndexPath, GetIndexAsync);
        group.MapGet("/sitemap-{part:int:min(1)}.xml", GetPartAsync);
        group.MapGet("/robots.txt", GetRobots);
    }

    private static async Task<FileContentHttpResult> GetFeedAsync(
        string? tag, string? author, ArticleService articles, Visitor visitor, SiteOptions site, CancellationToken cancellationToken)
    {
        var filter = new ArticleFilter(FeedEntries, 0) { Tag = tag, Author = author };
        var list = await articles.ListAsync(filter, viewer: null, visitor.ReadLevel, cancellationToken);
        var feed = (tag, author) switch
        {
            (null, null) => new AtomFeed(site, "Foobar", Addresses.Atom, Addresses.Home),
            (not null, _) => new AtomFeed(site, $"Foobar: {tag}", Addresses.AtomOf("tag", tag), Addresses.Tag(tag)),
            _ => new AtomFeed(site, $"Foobar: {author}", Addresses.AtomOf("author", author), Addresses.Profile(author)),
        };
        return TypedResults.Bytes(feed.Write(list.Articles), "application/atom+xml; charset=utf-8");
    }

    private static async Task<FileContentHttpResult> GetIndexAsync(SitemapService sitemap, Visitor visitor, SiteOptions site, CancellationToken cancellationToken) =>
        Xml(Sitemap.WriteIndex(site, await sitemap.CountPartsAsync(visitor.ReadLevel, cancellationToken)));

    private static async Task<Results<FileContentHttpResult, NotFound>> GetPartAsync(
        int part, SitemapService sitemap, Visitor visitor, SiteOptions site, CancellationToken cancellationToken) =>
        part <= await sitemap.CountPartsAsync(visitor.ReadLevel, cancellationToken)
            ? Xml(Sitemap.WritePart(site, await sitemap.ListAsync(part, visitor.ReadLevel, cancellationToken)))
            : TypedResults.NotFound();

    private static ContentHttpResult GetRobots(SiteOptions site) => TypedResults.Text(
        $"""
        User-agent: *
        Disallow: /api/
        Disallow: /editor
        Disallow: /login
        Disallow: /register

        Sitemap: {site.Link(Sitemap.IndexPath)}

        """, "text/plain", Encoding.UTF8);

    private static FileContentHttpResult Xml(byte[] content) => TypedResults.Bytes(content, "application/xml; charset=utf-8");
}
