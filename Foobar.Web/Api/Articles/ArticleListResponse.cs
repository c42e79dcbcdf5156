using Foobar.Web.Articles;

namespace Foobar.Web.Api.Articles;

/// <summary>The answer with one part of a list, and how many articles the whole list has.</summary>
internal sealed record ArticleListResponse(IReadOnlyList<ArticleListItem> Articles, int ArticlesCount)
{
    /// <summary>This list.</summary>
    public static ArticleListResponse Of(ArticleList list) => new([.. list.Articles.Select(ArticleListItem.Of)], list.Total);
}
