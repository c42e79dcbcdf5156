using Foobar.Web.Articles;

namespace Foobar.Web.Api.Articles;

/// <summary>The fields of a new article.</summary>
internal sealed record NewArticleFields(string? Title, string? Description, string? Body, IReadOnlyList<string?>? TagList)
{
    /// <summary>The draft that they make.</summary>
    public ArticleDraft ToDraft() => new(Title, Description, Body, TagList);
}
