using System.Text.Json;
using Dapper;
using Foobar.Web.Data;
using MySqlConnector;

namespace Foobar.Web.Articles;

/// <summary>The statements about tags; those that write keep each tag's count.</summary>
internal static class TagSql
{
    /// <summary>Names of tags in use, sorted by name.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(MySqlConnection connection, int atMost, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT name FROM tags ORDER BY name LIMIT @atMost", new { atMost }, cancellationToken: cancellationToken))).AsList();

    /// <summary>Names of the tags that most articles have, the most used first.</summary>
    public static Query<IReadOnlyList<string>> ListPopular(int tagsAtMost) => new(
        "SELECT name FROM tags ORDER BY articles DESC, name LIMIT @tagsAtMost", new { tagsAtMost }, async results => (await results.ReadAsync<string>()).AsList());

    /// <summary>Adds an article's tags, in the order of their names: two writers wait for one another and do not cross.</summary>
    public static Task InsertAsync(MySqlConnection connection, MySqlTransaction transaction, Article article, CancellationToken cancellationToken) =>
        article.Tags.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO article_tags (article_id, name, created_at)
            SELECT a.id, t.name, a.created_at
            FROM articles AS a, JSON_TABLE(@names, '$[*]' COLUMNS (name VARCHAR(40) PATH '$')) AS t
            WHERE a.id = @Id;
            INSERT INTO tags (name, articles) SELECT name, 1 FROM article_tags AS t WHERE t.article_id = @Id ORDER BY name
            ON DUPLICATE KEY UPDATE articles = tags.articles + 1
            """,
            new { article.Id, names = JsonSerializer.Serialize(article.Tags) }, transaction, cancellationToken: cancellationToken));

    /// <summary>Deletes an article's tags.</summary>
    public static Task DeleteAsync(MySqlConnection connection, MySqlTransaction transaction, long article, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE tags SET articles = articles - 1 WHERE name IN (SELECT name FROM article_tags WHERE article_id = @article);
            DELETE FROM tags WHERE name IN (SELECT name FROM article_tags WHERE article_id = @article) AND articles = 0;
            DELETE FROM article_tags WHERE article_id = @article
            """,
            new { article }, transaction, cancellationToken: cancellationToken));
}
