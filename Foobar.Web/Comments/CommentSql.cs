using Dapper;
using Foobar.Web.Profiles;
using MySqlConnector;

namespace Foobar.Web.Comments;

/// <summary>The statements about comments.</summary>
internal static class CommentSql
{
    private const string Columns =
        $"c.id, c.author_id AS AuthorId, c.body, c.created_at AS CreatedAt, c.updated_at AS UpdatedAt, {ProfileSql.Columns}";

    private const string From = "FROM comments AS c JOIN users AS u ON u.id = c.author_id";

    /// <summary>The id of this slug's article, or null; in a transaction the article cannot be deleted until it ends.</summary>
    public static Task<long?> FindArticleAsync(
        MySqlConnection connection, MySqlTransaction? transaction, string slug, CancellationToken cancellationToken)
    {
        var sql = "SELECT id FROM articles WHERE slug = @slug" + (transaction is null ? "" : " FOR SHARE");
        return connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, new { slug }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>An article's comments as this account sees them, newest first.</summary>
    public static async Task<IReadOnlyList<Comment>> ListAsync(
        MySqlConnection connection, long article, int atMost, long? viewer, CancellationToken cancellationToken) =>
        await QueryAsync(connection, new CommandDefinition(
            $"SELECT {Columns} {From} WHERE c.article_id = @article ORDER BY c.created_at DESC, c.id DESC LIMIT @atMost",
            new { article, atMost, viewer }, cancellationToken: cancellationToken));

    /// <summary>Adds a comment; returns it with its author.</summary>
    public static async Task<Comment> InsertAsync(
        MySqlConnection connection, MySqlTransaction transaction, long article, long author, string body, DateTime now, CancellationToken cancellationToken) =>
        (await QueryAsync(connection, new CommandDefinition(
            $"""
            INSERT INTO comments (article_id, author_id, body, created_at, updated_at) VALUES (@article, @viewer, @body, @now, @now);
            SELECT {Columns} {From} WHERE c.id = LAST_INSERT_ID()
            """,
            new { article, viewer = author, body, now }, transaction, cancellationToken: cancellationToken))).Single();

    /// <summary>The id of the author of a comment on this article, locked until the transaction ends; null when there is no such comment.</summary>
    public static Task<long?> LockAsync(
        MySqlConnection connection, MySqlTransaction transaction, long article, long id, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT author_id FROM comments WHERE id = @id AND article_id = @article FOR UPDATE",
            new { article, id }, transaction, cancellationToken: cancellationToken));

    /// <summary>Deletes a comment.</summary>
    public static Task DeleteAsync(MySqlConnection connection, MySqlTransaction transaction, long id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM comments WHERE id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    private static async Task<List<Comment>> QueryAsync(MySqlConnection connection, CommandDefinition command) =>
        (await connection.QueryAsync<Comment, Profile, Comment>(command, (comment, author) => comment with { Author = author }, "username")).AsList();
}
