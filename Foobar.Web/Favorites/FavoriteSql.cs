using Dapper;
using MySqlConnector;

namespace Foobar.Web.Favorites;

/// <summary>The statements about favourites; each keeps the article's count.</summary>
internal static class FavoriteSql
{
    /// <summary>Adds the article of this slug, if there is one, to an account's favourites.</summary>
    public static Task AddAsync(MySqlConnection connection, MySqlTransaction transaction, long account, string slug, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction,
            """
            INSERT IGNORE INTO favorites (user_id, article_id, created_at) SELECT @account, id, created_at FROM articles WHERE slug = @slug;
            UPDATE article_summaries SET favorites = favorites + 1 WHERE article_id = (SELECT id FROM articles WHERE slug = @slug) AND ROW_COUNT() = 1
            """,
            account, slug, cancellationToken);

    /// <summary>Takes the article of this slug from an account's favourites, if it is one of them.</summary>
    public static Task RemoveAsync(MySqlConnection connection, MySqlTransaction transaction, long account, string slug, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction,
            """
            DELETE FROM favorites WHERE user_id = @account AND article_id = (SELECT id FROM articles WHERE slug = @slug);
            UPDATE article_summaries SET favorites = favorites - 1 WHERE article_id = (SELECT id FROM articles WHERE slug = @slug) AND ROW_COUNT() = 1
            """,
            account, slug, cancellationToken);

    private static Task ExecuteAsync(
        MySqlConnection connection, MySqlTransaction transaction, string sql, long account, string slug, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, new { account, slug }, transaction, cancellationToken: cancellationToken));
}
