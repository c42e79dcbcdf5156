using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Pages.Shared;
using Foobar.Web.Profiles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>An author and their articles, newest first.</summary>
internal sealed class ProfileModel(ProfileService profiles, ArticleService articles, Visitor visitor) : PageModel
{
    /// <summary>The author.</summary>
    public Profile Author { get; private set; } = null!;

    /// <summary>The author's articles.</summary>
    public ArticleListView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        string username, [FromQuery(Name = "page")] int? page, CancellationToken cancellationToken)
    {
        var number = page ?? 1;
        if (!ModelState.IsValid || ArticleListView.Filter(number, author: username) is not { } filter)
            return NotFound();
        if (await profiles.FindAsync(username, visitor.Account?.Id, visitor.ReadLevel, cancellationToken) is not { } author)
            return NotFound();
        Author = author;
        View = new ArticleListView(
            await articles.ListAsync(filter, visitor.Account?.Id, visitor.ReadLevel, cancellationToken), number, $"/profile/{Uri.EscapeDataString(author.Username)}");
        return View.Exists ? Page() : NotFound();
    }
}
