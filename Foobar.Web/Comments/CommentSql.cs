using Dapper;
using Foobar.Web.Data;
using Foobar.Web.Profiles;
using MySqlConnector;

namespace Foobar.Web.Comments;

/// <summary>The statements about comments.</summary>
internal static class CommentSql
{
    /// <summary>The comments on this slug's article as this account sees them, newest first; null when there is no such article.</summary>
    public static Query<IReadOnlyList<Comment>?> List(string slug, int atMost, long? viewer) => new(
        $"""
        SELECT {ColumnsFor(viewer)}
        FROM articles AS a LEFT JOIN comments AS c ON c.article_id = a.id LEFT JOIN users AS u ON u.id = c.author_id
        WHERE a.slug = @slug ORDER BY c.created_at DESC, c.id DESC LIMIT @atMost
        """,
        new { slug, atMost, viewer },
        async results => (await results.ReadAsync<CommentRow>()).AsList() switch
        {
            [] => null,
            // An article without comments is one row of nulls.
            [{ Id: 0 }] => [],
            var rows => [.. rows.Select(row => row.ToComment())],
        });

    /// <summary>The id of this slug's article, which cannot be deleted until the transaction ends; null when there is none.</summary>
    public static Task<long?> FindArticleAsync(
        MySqlConnection connection, MySqlTransaction transaction, string slug, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT id FROM articles WHERE slug = @slug FOR SHARE", new { slug }, transaction, cancellationToken: cancellationToken));

    /// <summary>Adds a comment; returns it with its author.</summary>
    public static async Task<Comment> InsertAsync(
        MySqlConnection connection, MySqlTransaction transaction, long article, long author, string body, DateTime now, CancellationToken cancellationToken) =>
        (await connection.QuerySingleAsync<CommentRow>(new CommandDefinition(
            $"""
            INSERT INTO comments (article_id, author_id, body, created_at, updated_at) VALUES (@article, @viewer, @body, @now, @now);
            SELECT {ColumnsFor(author)} FROM comments AS c JOIN users AS u ON u.id = c.author_id WHERE c.id = LAST_INSERT_ID()
            """,
            new { article, viewer = author, body, now }, transaction, cancellationToken: cancellationToken))).ToComment();

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

    private static string ColumnsFor(long? viewer) =>
        $"c.id, c.author_id AS AuthorId, c.body, c.created_at AS CreatedAt, c.updated_at AS UpdatedAt, {ProfileSql.ColumnsFor(viewer)}";
}
