using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Pages.Shared;
using Foobar.Web.Serving;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>The front page: all articles, or those of one tag, newest first.</summary>
[RevalidatedPage]
internal sealed class IndexModel(ArticleService articles, Visitor visitor) : PageModel
{
    /// <summary>The tag that is asked for; null for all articles.</summary>
    public string? Tag { get; private set; }

    /// <summary>The list and what is around it.</summary>
    public FrontView View { get; private set; } = null!;

    /// <summary>Who comes for the first time is told where they are.</summary>
    public bool IsWelcome => visitor.Account is null && Tag is null && View.List.Page == 1;

    public async Task<IActionResult> OnGetAsync(
        string? tag, [FromQuery(Name = "page")] int? page, CancellationToken cancellationToken)
    {
        var number = page ?? 1;
        if (!ModelState.IsValid || ArticleListView.Filter(number) is not { } filter)
            return NotFound();
        var (found, popular) = await articles.ListWithTagsAsync(filter with { Tag = tag }, visitor.Account?.Id, visitor.ReadLevel, cancellationToken);
        var list = new ArticleListView(found, number, tag is null ? Addresses.Home : Addresses.Tag(tag)) { HasLead = true };
        if (!list.Exists)
            return NotFound();
        Tag = tag;
        View = new FrontView(FrontView.TabsFor(visitor.Account is not null, isFeed: false, tag), list, popular);
        return Page();
    }
}
