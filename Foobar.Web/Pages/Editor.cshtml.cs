using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Pages.Forms;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>Publishes a new article, or changes or deletes an own one.</summary>
[Authorize]
internal sealed class EditorModel(ArticleService articles, MarkdownRenderer markdown, Visitor visitor) : PageModel
{
    /// <summary>The slug of the article to change; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Slug { get; set; }

    /// <summary>The form.</summary>
    [BindProperty]
    public ArticleInput Input { get; set; } = new();

    /// <summary>The form is for a new article.</summary>
    public bool IsNew => Slug is null;

    /// <summary>What the text looks like, when that is asked for.</summary>
    public IHtmlContent? Preview { get; private set; }

    /// <summary>Tells the drafts of one browser apart: by account, and by article.</summary>
    public string DraftKey => $"{visitor.Required.Id}:{Slug ?? "new"}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Slug is null)
            return Page();
        if (await articles.FindAsync(Slug, visitor.Account?.Id, visitor.ReadLevel, cancellationToken) is not { } article)
            return NotFound();
        if (article.AuthorId != visitor.Required.Id)
            return Forbid();
        Input = ArticleInput.Of(article);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var author = visitor.Required.Id;
        var outcome = Slug is null
            ? await articles.PublishAsync(author, Input.ToDraft(), visitor.Write, cancellationToken)
            : await articles.ChangeAsync(author, Slug, Input.ToChanges(), visitor.Write, cancellationToken);
        if (outcome.Value is { } article)
            return LocalRedirect(Addresses.Article(article.Slug));
        if (outcome.Errors is not { } errors)
            return Refuse(outcome.Refusal);
        ModelState.AddFields(errors);
        return Page();
    }

    public void OnPostPreview() => Preview = markdown.Render(Input.Text ?? "");

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellationToken)
    {
        if (Slug is null)
            return NotFound();
        var refusal = await articles.DeleteAsync(visitor.Required.Id, Slug, visitor.Write, cancellationToken);
        return refusal == Refusal.None
            ? LocalRedirect(Addresses.Profile(visitor.Required.Username))
            : Refuse(refusal);
    }

    private ActionResult Refuse(Refusal refusal) => refusal == Refusal.Forbidden ? Forbid() : NotFound();
}
