using System.Globalization;
using System.Xml.Linq;
using Foobar.Web.Articles;
using Foobar.Web.Pages;
using Foobar.Web.Pages.Shared;
using Foobar.Web.Serving;

namespace Foobar.Web.Syndication;

/// <summary>A list of articles as an Atom feed (RFC 4287). The paths are those of the feed itself and of the page with the same list.</summary>
internal sealed record AtomFeed(SiteOptions Site, string Title, string Path, string PagePath)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The feed in UTF-8.</summary>
    public byte[] Write(IReadOnlyList<Article> articles) => XmlText.Write(new XElement(Atom + "feed",
        new XElement(Atom + "id", Site.Link(Path)),
        new XElement(Atom + "title", XmlText.Clean(Title)),
        new XElement(Atom + "updated", Dates.Exact(articles.Select(article => article.UpdatedAt).DefaultIfEmpty(DateTime.UnixEpoch).Max())),
        Link("self", Path),
        Link("alternate", PagePath),
        articles.Select(Entry)));

    private XElement Entry(Article article) => new(Atom + "entry",
        // A new title makes a new address, but not a new article.
        new XElement(Atom + "id", string.Create(CultureInfo.InvariantCulture, $"tag:{Site.Address.Host},2026:article/{article.Id}")),
        new XElement(Atom + "title", XmlText.Clean(article.Title)),
        new XElement(Atom + "published", Dates.Exact(article.CreatedAt)),
        new XElement(Atom + "updated", Dates.Exact(article.UpdatedAt)),
        Link("alternate", Addresses.Article(article.Slug)),
        new XElement(Atom + "author",
            new XElement(Atom + "name", article.Author.Username),
            new XElement(Atom + "uri", Site.Link(Addresses.Profile(article.Author.Username)))),
        article.Tags.Select(tag => new XElement(Atom + "category", new XAttribute("term", XmlText.Clean(tag)))),
        new XElement(Atom + "summary", XmlText.Clean(article.Description)));

    private XElement Link(string relation, string path) =>
        new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", Site.Link(path)));
}
