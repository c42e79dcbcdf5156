using Foobar.Web.Articles;
using Foobar.Web.Validation;

namespace Foobar.Web.Pages.Forms;

/// <summary>The form to write an article.</summary>
internal sealed class ArticleInput
{
    /// <summary>The title.</summary>
    public string? Title { get; set; }

    /// <summary>What the article is about.</summary>
    public string? Description { get; set; }

    /// <summary>The text in Markdown.</summary>
    public string? Body { get; set; }

    /// <summary>The tags, with commas between them.</summary>
    public string? TagList { get; set; }

    /// <summary>The text as it is stored.</summary>
    public string? Text => Body?.ReplaceLineEndings("\n");

    private string[] Tags => (TagList ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The form as it is before anything is changed.</summary>
    public static ArticleInput Of(Article article) =>
        new() { Title = article.Title, Description = article.Description, Body = article.Body, TagList = string.Join(", ", article.Tags) };

    /// <summary>The article that the form asks for.</summary>
    public ArticleDraft ToDraft() => new(Title, Description, Text, Tags);

    /// <summary>The changes that the form asks for.</summary>
    public ArticleChanges ToChanges() => new()
    {
        Title = Optional<string>.Of(Title),
        Description = Optional<string>.Of(Description),
        Body = Optional<string>.Of(Text),
        Tags = Optional<IReadOnlyList<string?>>.Of(Tags),
    };
}
