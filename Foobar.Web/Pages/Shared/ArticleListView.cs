using Foobar.Web.Articles;
using Microsoft.AspNetCore.WebUtilities;

namespace Foobar.Web.Pages.Shared;

/// <summary>One page of a list of articles, and the addresses of the pages beside it.</summary>
internal sealed record ArticleListView(ArticleList List, int Page, string Path, string? Tag = null)
{
    /// <summary>Articles on a page.</summary>
    public const int PageSize = 10;

    // Deeper pages than this are for nobody, and each one costs as much as all before it.
    private const int PagesAtMost = 1000;

    /// <summary>How many pages the list has; at least one, even when it is empty.</summary>
    public int PageCount => Math.Clamp((List.Total + PageSize - 1) / PageSize, 1, PagesAtMost);

    /// <summary>There is such a page.</summary>
    public bool Exists => Page <= PageCount;

    /// <summary>What to read for this page; null when no list can have it.</summary>
    public static ArticleFilter? Filter(int page, string? tag = null, string? author = null) =>
        page is < 1 or > PagesAtMost ? null : new ArticleFilter(PageSize, (page - 1) * PageSize) { Tag = tag, Author = author };

    /// <summary>The address of another page of the same list.</summary>
    public string Href(int page)
    {
        var href = Tag is null ? Path : QueryHelpers.AddQueryString(Path, "tag", Tag);
        return page == 1 ? href : QueryHelpers.AddQueryString(href, "page", $"{page}");
    }
}
