using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using Foobar.Web.Profiles;
using Foobar.Web.Validation;
using MySqlConnector;

namespace Foobar.Web.Articles;

/// <summary>Publishes, changes, deletes and finds articles.</summary>
internal sealed class ArticleService(SiteDatabase database, Random random, TimeProvider time)
{
    // More tags than this are not a list that anybody reads.
    private const int TagsAtMost = 1000;
    private const int PopularTags = 20;

    /// <summary>Publishes an article, unless the input is invalid.</summary>
    public async Task<Outcome<Article>> PublishAsync(long authorId, ArticleDraft draft, WriteRequest write, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var article = new Article
        {
            AuthorId = authorId,
            Title = ArticleRules.Title(errors, draft.Title),
            Description = ArticleRules.Description(errors, draft.Description),
            Body = ArticleRules.Body(errors, draft.Body),
            Tags = ArticleRules.Tags(errors, draft.Tags),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        if (errors.Any)
            return errors;
        return await database.WriteAsync<Outcome<Article>>(write, async (connection, transaction, token) =>
        {
            var slug = await ArticleSql.InsertAsync(connection, transaction, article, random, token);
            return await FindWrittenAsync(connection, transaction, slug, authorId, token);
        }, cancellationToken);
    }

    /// <summary>Changes an article of this author; who it belongs to is looked at before what the changes are.</summary>
    public async Task<Outcome<Article>> ChangeAsync(long authorId, string slug, ArticleChanges changes, WriteRequest write, CancellationToken cancellationToken)
    {
        var errors = Check(changes, out var asked);
        var now = time.GetUtcNow().UtcDateTime;
        return await database.WriteAsync<Outcome<Article>>(write, async (connection, transaction, token) =>
        {
            var stored = await ArticleSql.LockAsync(connection, transaction, slug, token);
            if (RefusalFor(stored, authorId) is var refusal and not Refusal.None)
                return refusal;
            if (errors.Any)
                return errors;
            var changed = stored! with
            {
                Title = changes.Title.IsPresent ? asked.Title : stored.Title,
                Description = changes.Description.IsPresent ? asked.Description : stored.Description,
                Body = changes.Body.IsPresent ? asked.Body : stored.Body,
                Tags = asked.Tags,
                UpdatedAt = now,
            };
            // A title that only differs in what the slug leaves out keeps the address, and so the links to it.
            var newSlug = Slug.Of(changed.Title) != Slug.Of(stored.Title);
            var slugNow = await ArticleSql.UpdateAsync(connection, transaction, changed, newSlug, random, token);
            if (changes.Tags.IsPresent)
                await ArticleSql.ReplaceTagsAsync(connection, transaction, changed, token);
            return await FindWrittenAsync(connection, transaction, slugNow, authorId, token);
        }, cancellationToken);
    }

    /// <summary>Deletes an article of this author.</summary>
    public Task<Refusal> DeleteAsync(long authorId, string slug, WriteRequest write, CancellationToken cancellationToken) =>
        database.WriteAsync(write, async (connection, transaction, token) =>
        {
            var stored = await ArticleSql.LockAsync(connection, transaction, slug, token);
            var refusal = RefusalFor(stored, authorId);
            if (refusal == Refusal.None)
                await ArticleSql.DeleteAsync(connection, transaction, stored!, token);
            return refusal;
        }, cancellationToken);

    /// <summary>The article of this slug as this account sees it, or null; the account is null for somebody who is not signed in.</summary>
    public Task<Article?> FindAsync(string slug, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) => ArticleSql.FindAsync(connection, null, slug, viewer, token), cancellationToken);

    /// <summary>One part of a list of articles as this account sees it.</summary>
    public Task<ArticleList> ListAsync(ArticleFilter filter, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) => connection.AskAsync(ArticleListSql.List(filter, viewer), null, token), cancellationToken);

    /// <summary>Names of all tags in use, sorted by name; the first thousand.</summary>
    public Task<IReadOnlyList<string>> TagsAsync(ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) => TagSql.ListAsync(connection, TagsAtMost, token), cancellationToken);

    /// <summary>One part of a list, and names of the twenty tags that most articles have, the most used first; in one round trip.</summary>
    public Task<(ArticleList List, IReadOnlyList<string> PopularTags)> ListWithTagsAsync(
        ArticleFilter filter, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) =>
            connection.AskAsync(ArticleListSql.List(filter, viewer), TagSql.ListPopular(PopularTags), token), cancellationToken);

    /// <summary>One part of a list, and the user of this name as this account sees them, or null; in one round trip.</summary>
    public Task<(ArticleList List, Profile? Profile)> ListWithProfileAsync(
        ArticleFilter filter, string username, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) =>
            connection.AskAsync(ArticleListSql.List(filter, viewer), ProfileSql.Find(username, viewer), token), cancellationToken);

    private static FieldErrors Check(ArticleChanges changes, out Article asked)
    {
        var errors = new FieldErrors();
        if (changes.IsEmpty)
            errors.Add("body", "must have at least one field to change");
        if (changes.Tags is { IsPresent: true, Value: null })
            errors.Add("tagList", "must be a list");
        asked = new Article
        {
            Title = changes.Title.IsPresent ? ArticleRules.Title(errors, changes.Title.Value) : "",
            Description = changes.Description.IsPresent ? ArticleRules.Description(errors, changes.Description.Value) : "",
            Body = changes.Body.IsPresent ? ArticleRules.Body(errors, changes.Body.Value) : null,
            Tags = ArticleRules.Tags(errors, changes.Tags.Value),
        };
        return errors;
    }

    private static Refusal RefusalFor(Article? stored, long authorId) =>
        stored is null ? Refusal.NotFound : stored.AuthorId != authorId ? Refusal.Forbidden : Refusal.None;

    private static async Task<Article> FindWrittenAsync(
        MySqlConnection connection, MySqlTransaction transaction, string slug, long authorId, CancellationToken cancellationToken) =>
        await ArticleSql.FindAsync(connection, transaction, slug, authorId, cancellationToken)
        ?? throw new InvalidOperationException($"The article '{slug}' is missing.");
}
