using Foobar.Web.Articles;
using Microsoft.AspNetCore.WebUtilities;

namespace Foobar.Web.Pages.Shared;

/// <summary>One page of a list of articles, and the addresses of the pages beside it.</summary>
internal sealed record ArticleListView(ArticleList List, int Page, string FirstHref)
{
    /// <summary>Articles on a page.</summary>
    public const int PageSize = 10;

    // Deeper pages than this are for nobody, and each one costs as much as all before it.
    private const int PagesAtMost = 1000;

    /// <summary>What to say, and to offer, when the list has no articles.</summary>
    public Empty Empty { get; init; } = new("Nothing here yet");

    /// <summary>The first article of the first page is shown larger.</summary>
    public bool HasLead { get; init; }

    /// <summary>How many pages the list has; at least one, even when it is empty.</summary>
    public int PageCount => Math.Clamp((List.Total + PageSize - 1) / PageSize, 1, PagesAtMost);

    /// <summary>There is such a page.</summary>
    public bool Exists => Page <= PageCount;

    /// <summary>The address of this page.</summary>
    public string CurrentHref => Href(Page);

    /// <summary>The part of a list that this page shows; null when no list can have it.</summary>
    public static ArticleFilter? Filter(int page) => page is < 1 or > PagesAtMost ? null : new ArticleFilter(PageSize, (page - 1) * PageSize);

    /// <summary>The address of another page of the same list.</summary>
    public string Href(int page) => page == 1 ? FirstHref : QueryHelpers.AddQueryString(FirstHref, "page", $"{page}");
}
