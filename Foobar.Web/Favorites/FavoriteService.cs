using Foobar.Web.Articles;
using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Validation;

namespace Foobar.Web.Favorites;

/// <summary>Keeps which articles are whose favourites.</summary>
internal sealed class FavoriteService(SiteDatabase database)
{
    /// <summary>Makes an article a favourite of this account; once more changes nothing.</summary>
    public Task<Outcome<Article>> AddAsync(long account, string slug, WriteRequest write, CancellationToken cancellationToken) =>
        database.WriteAsync(write, async (connection, transaction, token) =>
        {
            await FavoriteSql.AddAsync(connection, transaction, account, slug, token);
            return Found(await ArticleSql.FindAsync(connection, transaction, slug, account, token));
        }, cancellationToken);

    /// <summary>Makes an article no favourite of this account; once more changes nothing.</summary>
    public Task<Outcome<Article>> RemoveAsync(long account, string slug, WriteRequest write, CancellationToken cancellationToken) =>
        database.WriteAsync(write, async (connection, transaction, token) =>
        {
            await FavoriteSql.RemoveAsync(connection, transaction, account, slug, token);
            return Found(await ArticleSql.FindAsync(connection, transaction, slug, account, token));
        }, cancellationToken);

    private static Outcome<Article> Found(Article? article) => article is null ? Refusal.NotFound : article;
}
