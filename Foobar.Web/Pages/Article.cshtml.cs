using Foobar.Web.Articles;
using Foobar.Web.Comments;
using Foobar.Web.Favorites;
using Foobar.Web.Identity;
using Foobar.Web.Pages.Forms;
using Foobar.Web.Profiles;
using Foobar.Web.Serving;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>One article to read, with what others say about it.</summary>
[RevalidatedPage]
internal sealed class ArticleModel(
    CommentService comments, FavoriteService favorites, ProfileService profiles, MarkdownRenderer markdown, Visitor visitor) : PageModel
{
    /// <summary>The article.</summary>
    public Article Article { get; private set; } = null!;

    /// <summary>Its text as safe HTML.</summary>
    public IHtmlContent Body { get; private set; } = null!;

    /// <summary>The comments, newest first.</summary>
    public IReadOnlyList<Comment> Comments { get; private set; } = [];

    /// <summary>The form for a comment.</summary>
    [BindProperty]
    public CommentInput Input { get; set; } = new();

    /// <summary>The visitor's account; null for somebody who is not signed in.</summary>
    public Account? Account => visitor.Account;

    /// <summary>The visitor is its author.</summary>
    public bool IsOwn => Account?.Id == Article.AuthorId;

    public Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken) => ShowAsync(slug, cancellationToken);

    public async Task<IActionResult> OnPostFavoriteAsync(string slug, bool on, CancellationToken cancellationToken)
    {
        if (Account is not { } account)
            return SignIn(slug);
        var outcome = on
            ? await favorites.AddAsync(account.Id, slug, visitor.Write, cancellationToken)
            : await favorites.RemoveAsync(account.Id, slug, visitor.Write, cancellationToken);
        return outcome.Value is null ? NotFound() : LocalRedirect(Addresses.Article(slug));
    }

    public async Task<IActionResult> OnPostFollowAsync(string slug, string author, bool on, CancellationToken cancellationToken)
    {
        if (Account is not { } account)
            return SignIn(slug);
        var outcome = on
            ? await profiles.FollowAsync(account.Id, author, visitor.Write, cancellationToken)
            : await profiles.UnfollowAsync(account.Id, author, visitor.Write, cancellationToken);
        return outcome.Refusal == Refusal.NotFound ? NotFound() : LocalRedirect(Addresses.Article(slug));
    }

    public async Task<IActionResult> OnPostCommentAsync(string slug, CancellationToken cancellationToken)
    {
        if (Account is not { } account)
            return SignIn(slug);
        var outcome = await comments.AddAsync(account.Id, slug, Input.Text, visitor.Write, cancellationToken);
        if (outcome.Value is not null)
            return LocalRedirect(Addresses.Comments(slug));
        if (outcome.Errors is not { } errors)
            return NotFound();
        ModelState.AddFields(errors);
        return await ShowAsync(slug, cancellationToken);
    }

    public async Task<IActionResult> OnPostUncommentAsync(string slug, long id, CancellationToken cancellationToken)
    {
        if (Account is not { } account)
            return SignIn(slug);
        return await comments.DeleteAsync(account.Id, slug, id, visitor.Write, cancellationToken) switch
        {
            Refusal.Forbidden => Forbid(),
            // Somebody who deletes a comment twice wants it gone, and it is.
            _ => LocalRedirect(Addresses.Comments(slug)),
        };
    }

    private async Task<IActionResult> ShowAsync(string slug, CancellationToken cancellationToken)
    {
        if (await comments.FindWithArticleAsync(slug, Account?.Id, visitor.ReadLevel, cancellationToken) is not { } found)
            return NotFound();
        (Article, Comments) = found;
        Body = markdown.Render(Article.Body ?? "");
        return Page();
    }

    private LocalRedirectResult SignIn(string slug) => LocalRedirect(Addresses.SignIn(Addresses.Article(slug)));
}
