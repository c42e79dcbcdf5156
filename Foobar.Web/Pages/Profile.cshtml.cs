using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Pages.Shared;
using Foobar.Web.Profiles;
using Foobar.Web.Serving;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>An author with what they have written, or with their favourites, newest first.</summary>
[RevalidatedPage]
internal sealed class ProfileModel(ProfileService profiles, ArticleService articles, Visitor visitor) : PageModel
{
    /// <summary>The author.</summary>
    public Profile Author { get; private set; } = null!;

    /// <summary>The articles.</summary>
    public ArticleListView View { get; private set; } = null!;

    /// <summary>The articles are the author's favourites, not the author's own.</summary>
    public bool IsFavorites { get; private set; }

    /// <summary>The visitor has an account.</summary>
    public bool IsSignedIn => visitor.Account is not null;

    /// <summary>The visitor is this author.</summary>
    public bool IsOwn => string.Equals(visitor.Account?.Username, Author.Username, StringComparison.Ordinal);

    /// <summary>The author's two lists.</summary>
    public IReadOnlyList<Tab> Tabs =>
        [new("Articles", Addresses.Profile(Author.Username), !IsFavorites), new("Favourites", Addresses.Favorites(Author.Username), IsFavorites)];

    public async Task<IActionResult> OnGetAsync(
        string username, string? list, [FromQuery(Name = "page")] int? page, CancellationToken cancellationToken)
    {
        var number = page ?? 1;
        if (!ModelState.IsValid || ArticleListView.Filter(number) is not { } filter)
            return NotFound();
        IsFavorites = list is not null;
        var (found, author) = await articles.ListWithProfileAsync(
            IsFavorites ? filter with { FavoritedBy = username } : filter with { Author = username },
            username, visitor.Account?.Id, visitor.ReadLevel, cancellationToken);
        if (author is null)
            return NotFound();
        Author = author;
        View = new ArticleListView(found, number, Tabs.Single(tab => tab.IsCurrent).Href) { Empty = Empty() };
        return View.Exists ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostFollowAsync(string username, string? list, bool on, CancellationToken cancellationToken)
    {
        if (visitor.Account is not { } account)
            return LocalRedirect(Addresses.SignIn(Addresses.Profile(username)));
        var outcome = on
            ? await profiles.FollowAsync(account.Id, username, visitor.Write, cancellationToken)
            : await profiles.UnfollowAsync(account.Id, username, visitor.Write, cancellationToken);
        return outcome.Refusal == Refusal.NotFound ? NotFound() : LocalRedirect(list is null ? Addresses.Profile(username) : Addresses.Favorites(username));
    }

    private Empty Empty() => (IsOwn, IsFavorites) switch
    {
        (true, false) => new Empty("Your first article", "It is not written yet. It need not be long.", "Write it", Addresses.Write),
        (true, true) => new Empty("No favourites yet", "The heart on an article keeps it here.", "See the latest articles", Addresses.Home),
        (false, false) => new Empty("No articles yet"),
        (false, true) => new Empty("No favourites yet"),
    };
}
