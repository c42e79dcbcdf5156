using Dapper;
using Foobar.Web.Data;
using Foobar.Web.Data.Routing;
using Foobar.Web.Profiles;
using MySqlConnector;

namespace Foobar.Web.Articles;

/// <summary>The statements about single articles; those that write keep the counts that lists show.</summary>
internal static class ArticleSql
{
    private const string SlugIndex = "articles.uq_articles_slug";

    // Which part of an author's number the count of their articles goes into: two authors rarely wait for one another.
    private const int CountParts = 16;

    /// <summary>What an <see cref="ArticleRow"/> has of the article <c>a</c> for the account <c>@viewer</c>, which may be null; all but the text.</summary>
    public static string ColumnsFor(long? viewer) =>
        $"""
        a.id, a.author_id AS AuthorId, a.slug, a.title, a.description, a.created_at AS CreatedAt, a.updated_at AS UpdatedAt,
        s.tags AS Tags, s.favorites AS FavoritesCount,
        {(viewer is null ? "FALSE" : "EXISTS (SELECT 1 FROM favorites AS f WHERE f.user_id = @viewer AND f.article_id = a.id)")} AS Favorited,
        {ProfileSql.ColumnsFor(viewer)}
        """;

    /// <summary>The tables that the columns need beside <c>articles AS a</c>.</summary>
    public const string Joins = "JOIN users AS u ON u.id = a.author_id JOIN article_summaries AS s ON s.article_id = a.id";

    /// <summary>The article of this slug as this account sees it, or null.</summary>
    public static Query<Article?> Find(string slug, long? viewer) => new(
        $"SELECT {ColumnsFor(viewer)}, a.body FROM articles AS a {Joins} WHERE a.slug = @slug",
        new { slug, viewer },
        async results => (await results.ReadSingleOrDefaultAsync<ArticleRow>())?.ToArticle());

    /// <summary>The same within a transaction, or without one.</summary>
    public static Task<Article?> FindAsync(
        MySqlConnection connection, MySqlTransaction? transaction, string slug, long? viewer, CancellationToken cancellationToken) =>
        connection.AskAsync(Find(slug, viewer), transaction, cancellationToken);

    /// <summary>What this slug's article itself has, locked until the transaction ends; null when there is none.</summary>
    public static Task<Article?> LockAsync(MySqlConnection connection, MySqlTransaction transaction, string slug, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Article>(new CommandDefinition(
            """
            SELECT id, author_id AS AuthorId, slug, title, description, body, created_at AS CreatedAt, updated_at AS UpdatedAt
            FROM articles WHERE slug = @slug FOR UPDATE
            """,
            new { slug }, transaction, cancellationToken: cancellationToken));

    /// <summary>Adds an article with its tags under the first slug that is free; returns the slug. The unique index decides.</summary>
    public static async Task<string> InsertAsync(
        MySqlConnection connection, MySqlTransaction transaction, Article article, Random random, CancellationToken cancellationToken)
    {
        var (slug, id) = await WithFreeSlugAsync(article.Title, random, async slug => (slug, await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            INSERT INTO articles (author_id, slug, title, description, body, created_at, updated_at)
            VALUES (@AuthorId, @slug, @Title, @Description, @Body, @CreatedAt, @CreatedAt);
            SELECT LAST_INSERT_ID()
            """,
            new { article.AuthorId, slug, article.Title, article.Description, article.Body, article.CreatedAt },
            transaction, cancellationToken: cancellationToken))));
        await TagSql.InsertAsync(connection, transaction, article with { Id = id }, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO article_summaries (article_id, favorites, tags) VALUES (@id, 0, @tags);
            INSERT INTO article_counts (part, articles) VALUES (@part, 1) ON DUPLICATE KEY UPDATE articles = articles + 1
            """,
            new { id, tags = ArticleRow.Join(article.Tags), part = article.AuthorId % CountParts }, transaction, cancellationToken: cancellationToken));
        return slug;
    }

    /// <summary>Writes an article back, its tags too; returns the slug, which is a new one when the title asks for it.</summary>
    public static async Task<string> UpdateAsync(
        MySqlConnection connection, MySqlTransaction transaction, Article article, bool newSlug, Random random, CancellationToken cancellationToken)
    {
        async Task<string> UpdateAsync(string slug)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                UPDATE articles SET slug = @slug, title = @Title, description = @Description, body = @Body, updated_at = @UpdatedAt WHERE id = @Id
                """,
                new { article.Id, slug, article.Title, article.Description, article.Body, article.UpdatedAt },
                transaction, cancellationToken: cancellationToken));
            return slug;
        }
        return newSlug ? await WithFreeSlugAsync(article.Title, random, UpdateAsync) : await UpdateAsync(article.Slug);
    }

    /// <summary>Puts an article's tags in place of the stored ones.</summary>
    public static async Task ReplaceTagsAsync(MySqlConnection connection, MySqlTransaction transaction, Article article, CancellationToken cancellationToken)
    {
        await TagSql.DeleteAsync(connection, transaction, article.Id, cancellationToken);
        await TagSql.InsertAsync(connection, transaction, article, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE article_summaries SET tags = @tags WHERE article_id = @Id",
            new { article.Id, tags = ArticleRow.Join(article.Tags) }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Deletes an article and all that belongs to it.</summary>
    public static async Task DeleteAsync(MySqlConnection connection, MySqlTransaction transaction, Article article, CancellationToken cancellationToken)
    {
        await TagSql.DeleteAsync(connection, transaction, article.Id, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM articles WHERE id = @Id;
            UPDATE article_counts SET articles = articles - 1 WHERE part = @part
            """,
            new { article.Id, part = article.AuthorId % CountParts }, transaction, cancellationToken: cancellationToken));
    }

    private static async Task<T> WithFreeSlugAsync<T>(string title, Random random, Func<string, Task<T>> write)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await write(Slug.Candidate(title, attempt, random));
            }
            catch (MySqlException exception) when (attempt < 5 && MySqlErrors.DuplicateKey(exception) == SlugIndex)
            {
                // Only the statement is rolled back; the next candidate has a random suffix, so it is almost certainly free.
            }
        }
    }
}
