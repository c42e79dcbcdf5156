using Foobar.Web.Api.Profiles;
using Foobar.Web.Articles;

namespace Foobar.Web.Api.Articles;

/// <summary>An article in a list, without its text.</summary>
internal sealed record ArticleListItem(
    string Slug, string Title, string Description, IReadOnlyList<string> TagList, DateTime CreatedAt, DateTime UpdatedAt,
    bool Favorited, int FavoritesCount, ProfileBody Author)
{
    /// <summary>This article.</summary>
    public static ArticleListItem Of(Article article) => new(
        article.Slug, article.Title, article.Description, article.Tags, article.CreatedAt, article.UpdatedAt,
        article.Favorited, article.FavoritesCount, ProfileBody.Of(article.Author));
}
