using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>The front page: all articles, or those of one tag, newest first.</summary>
internal sealed class IndexModel(ArticleService articles, Visitor visitor) : PageModel
{
    /// <summary>The tag that is asked for; null for all articles.</summary>
    public string? Tag { get; private set; }

    /// <summary>The articles.</summary>
    public ArticleListView View { get; private set; } = null!;

    /// <summary>The tags that most articles have.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(
        string? tag, [FromQuery(Name = "page")] int? page, CancellationToken cancellationToken)
    {
        var number = page ?? 1;
        if (!ModelState.IsValid || ArticleListView.Filter(number, tag) is not { } filter)
            return NotFound();
        Tag = tag;
        View = new ArticleListView(await articles.ListAsync(filter, visitor.Account?.Id, visitor.ReadLevel, cancellationToken), number, "/", tag);
        if (!View.Exists)
            return NotFound();
        Tags = await articles.PopularTagsAsync(visitor.ReadLevel, cancellationToken);
        return Page();
    }
}
