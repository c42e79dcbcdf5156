namespace Foobar.Web.Syndication;

/// <summary>An article as search engines are told of it: its slug, and when it was last changed, UTC.</summary>
internal sealed record SitemapEntry(string Slug, DateTime UpdatedAt);
