using Foobar.Web.Articles;
using Foobar.Web.Validation;

namespace Foobar.Web.Api.Articles;

/// <summary>The fields of an article to change; absent ones stay as they are.</summary>
internal sealed record UpdateArticleFields(
    Optional<string> Title, Optional<string> Description, Optional<string> Body, Optional<IReadOnlyList<string?>> TagList)
{
    /// <summary>The changes that they ask for.</summary>
    public ArticleChanges ToChanges() => new() { Title = Title, Description = Description, Body = Body, Tags = TagList };
}
