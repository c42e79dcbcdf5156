using Foobar.Web.Api.Profiles;
using Foobar.Web.Articles;

namespace Foobar.Web.Api.Articles;

/// <summary>An article with its text.</summary>
internal sealed record ArticleBody(
    string Slug, string Title, string Description, string Body, IReadOnlyList<string> TagList, DateTime CreatedAt, DateTime UpdatedAt,
    bool Favorited, int FavoritesCount, ProfileBody Author)
{
    /// <summary>This article.</summary>
    public static ArticleResponse Of(Article article) => new(new ArticleBody(
        article.Slug, article.Title, article.Description, article.Body ?? "", article.Tags, article.CreatedAt, article.UpdatedAt,
        article.Favorited, article.FavoritesCount, ProfileBody.Of(article.Author)));
}
