using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>One article to read.</summary>
internal sealed class ArticleModel(ArticleService articles, MarkdownRenderer markdown, Visitor visitor) : PageModel
{
    /// <summary>The article.</summary>
    public Article Article { get; private set; } = null!;

    /// <summary>Its text as safe HTML.</summary>
    public IHtmlContent Body { get; private set; } = null!;

    /// <summary>The visitor is its author.</summary>
    public bool IsOwn => visitor.Account?.Id == Article.AuthorId;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken)
    {
        if (await articles.FindAsync(slug, visitor.Account?.Id, visitor.ReadLevel, cancellationToken) is not { } article)
            return NotFound();
        Article = article;
        Body = markdown.Render(article.Body ?? "");
        return Page();
    }
}
