using Foobar.Web.Articles;
using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using Foobar.Web.Validation;

namespace Foobar.Web.Comments;

/// <summary>Writes, lists and deletes comments on articles.</summary>
internal sealed class CommentService(SiteDatabase database, TimeProvider time)
{
    /// <summary>Comments of a list at most.</summary>
    public const int ListAtMost = 1000;

    /// <summary>The comments on an article, newest first, the newest thousand; null when there is no such article.</summary>
    public Task<IReadOnlyList<Comment>?> ListAsync(string slug, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) => connection.AskAsync(CommentSql.List(slug, ListAtMost, viewer), null, token), cancellationToken);

    /// <summary>An article with the comments on it, in one round trip; null when there is no such article.</summary>
    public Task<(Article Article, IReadOnlyList<Comment> Comments)?> FindWithArticleAsync(
        string slug, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync<(Article, IReadOnlyList<Comment>)?>(level, async (connection, token) =>
            await connection.AskAsync(ArticleSql.Find(slug, viewer), CommentSql.List(slug, ListAtMost, viewer), token) is ({ } article, var comments)
                ? (article, comments ?? [])
                : null, cancellationToken);

    /// <summary>Adds a comment to an article; whether there is such an article is looked at before what the comment is.</summary>
    public Task<Outcome<Comment>> AddAsync(long author, string slug, string? body, WriteRequest write, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var text = CommentRules.Body(errors, body);
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync<Outcome<Comment>>(write, async (connection, transaction, token) =>
        {
            if (await CommentSql.FindArticleAsync(connection, transaction, slug, token) is not { } article)
                return Refusal.NotFound;
            if (errors.Any)
                return errors;
            return await CommentSql.InsertAsync(connection, transaction, article, author, text, now, token);
        }, cancellationToken);
    }

    /// <summary>Deletes a comment of this author, under its own article only.</summary>
    public Task<Refusal> DeleteAsync(long author, string slug, long id, WriteRequest write, CancellationToken cancellationToken) =>
        database.WriteAsync(write, async (connection, transaction, token) =>
        {
            if (await CommentSql.FindArticleAsync(connection, transaction, slug, token) is not { } article
                || await CommentSql.LockAsync(connection, transaction, article, id, token) is not { } writer)
            {
                return Refusal.NotFound;
            }
            if (writer != author)
                return Refusal.Forbidden;
            await CommentSql.DeleteAsync(connection, transaction, id, token);
            return Refusal.None;
        }, cancellationToken);
}
