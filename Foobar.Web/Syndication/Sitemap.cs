using System.Globalization;
using System.Xml.Linq;
using Foobar.Web.Pages;
using Foobar.Web.Pages.Shared;
using Foobar.Web.Serving;

namespace Foobar.Web.Syndication;

/// <summary>Tells search engines of all articles (sitemaps.org): an index, and parts that stay within the size that they take.</summary>
internal static class Sitemap
{
    /// <summary>The path of the index.</summary>
    public const string IndexPath = "/sitemap.xml";

    private static readonly XNamespace Schema = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The index of this many parts.</summary>
    public static byte[] WriteIndex(SiteOptions site, int parts) => XmlText.Write(new XElement(Schema + "sitemapindex",
        Enumerable.Range(1, parts).Select(part => new XElement(Schema + "sitemap",
            new XElement(Schema + "loc", site.Link(string.Create(CultureInfo.InvariantCulture, $"/sitemap-{part}.xml")))))));

    /// <summary>One part.</summary>
    public static byte[] WritePart(SiteOptions site, IEnumerable<SitemapEntry> articles) => XmlText.Write(new XElement(Schema + "urlset",
        articles.Select(article => new XElement(Schema + "url",
            new XElement(Schema + "loc", site.Link(Addresses.Article(article.Slug))),
            new XElement(Schema + "lastmod", Dates.Exact(article.UpdatedAt))))));
}
