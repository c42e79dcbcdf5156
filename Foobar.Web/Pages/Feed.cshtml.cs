using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>The articles of those whom the visitor follows, newest first.</summary>
[Authorize]
internal sealed class FeedModel(ArticleService articles, Visitor visitor) : PageModel
{
    /// <summary>The list and what is around it.</summary>
    public FrontView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int? page, CancellationToken cancellationToken)
    {
        var number = page ?? 1;
        if (!ModelState.IsValid || ArticleListView.Filter(number) is not { } filter)
            return NotFound();
        var account = visitor.Required.Id;
        var (found, popular) = await articles.ListWithTagsAsync(filter with { FollowedBy = account }, account, visitor.ReadLevel, cancellationToken);
        var list = new ArticleListView(found, number, Addresses.Feed)
        {
            HasLead = true,
            Empty = new Empty("Your feed is empty", "Follow the authors whom you like to read, and their articles come here.", "See the latest articles", Addresses.Home),
        };
        if (!list.Exists)
            return NotFound();
        View = new FrontView(FrontView.TabsFor(isSignedIn: true, isFeed: true, tag: null), list, popular);
        return Page();
    }
}
