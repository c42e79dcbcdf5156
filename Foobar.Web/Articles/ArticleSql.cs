using System.Text.Json;
using Dapper;
using Foobar.Web.Data.Routing;
using Foobar.Web.Identity;
using MySqlConnector;

namespace Foobar.Web.Articles;

/// <summary>The statements about articles and tags.</summary>
internal static class ArticleSql
{
    private const string SlugIndex = "articles.uq_articles_slug";

    private const string Columns =
        """
        a.id, a.author_id AS AuthorId, a.slug, a.title, a.description, a.created_at AS CreatedAt, a.updated_at AS UpdatedAt
        """;

    private const string AuthorColumns = "u.username, u.bio, u.image";

    /// <summary>The article of this slug, or null.</summary>
    public static async Task<Article?> FindAsync(MySqlConnection connection, MySqlTransaction? transaction, string slug, CancellationToken cancellationToken)
    {
        const string sql = $"SELECT {Columns}, a.body, {AuthorColumns} FROM articles AS a JOIN users AS u ON u.id = a.author_id WHERE a.slug = @slug";
        var found = await QueryAsync(connection, new CommandDefinition(sql, new { slug }, transaction, cancellationToken: cancellationToken));
        return (await WithTagsAsync(connection, transaction, found, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Id, author and title of this slug's article, locked until the transaction ends; null when there is none.</summary>
    public static Task<Article?> LockAsync(MySqlConnection connection, MySqlTransaction transaction, string slug, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Article>(new CommandDefinition(
            $"SELECT {Columns}, a.body FROM articles AS a WHERE a.slug = @slug FOR UPDATE", new { slug }, transaction, cancellationToken: cancellationToken));

    /// <summary>One part of a list and its total, in three statements however many articles there are.</summary>
    public static async Task<ArticleList> ListAsync(MySqlConnection connection, ArticleFilter filter, CancellationToken cancellationToken)
    {
        var from = filter.Tag is null ? "articles AS a" : "article_tags AS t JOIN articles AS a ON a.id = t.article_id";
        var where = (filter.Tag, filter.Author) switch
        {
            (null, null) => "",
            (_, null) => "WHERE t.name = @Tag",
            (null, _) => "WHERE a.author_id = (SELECT id FROM users WHERE username = @Author)",
            _ => "WHERE t.name = @Tag AND a.author_id = (SELECT id FROM users WHERE username = @Author)",
        };
        var order = filter.Tag is null ? "a.created_at DESC, a.id DESC" : "t.created_at DESC, t.article_id DESC";

        var total = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition($"SELECT COUNT(*) FROM {from} {where}", filter, cancellationToken: cancellationToken));
        // The part is chosen in an index alone; only its own rows are read.
        var found = await QueryAsync(connection, new CommandDefinition(
            $"""
            SELECT {Columns}, {AuthorColumns}
            FROM (SELECT a.id FROM {from} {where} ORDER BY {order} LIMIT @Limit OFFSET @Offset) AS part
            JOIN articles AS a ON a.id = part.id
            JOIN users AS u ON u.id = a.author_id
            ORDER BY a.created_at DESC, a.id DESC
            """,
            filter, cancellationToken: cancellationToken));
        return new ArticleList(await WithTagsAsync(connection, null, found, cancellationToken), total);
    }

    /// <summary>Adds an article under the first slug that is free; returns the slug. The unique index decides.</summary>
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
        await InsertTagsAsync(connection, transaction, article with { Id = id }, cancellationToken);
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
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM article_tags WHERE article_id = @Id", new { article.Id }, transaction, cancellationToken: cancellationToken));
        await InsertTagsAsync(connection, transaction, article, cancellationToken);
    }

    /// <summary>Deletes an article and its tags.</summary>
    public static Task DeleteAsync(MySqlConnection connection, MySqlTransaction transaction, long id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("DELETE FROM articles WHERE id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    /// <summary>Names of tags in use, sorted by name.</summary>
    public static async Task<IReadOnlyList<string>> TagsAsync(MySqlConnection connection, int atMost, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT DISTINCT name FROM article_tags ORDER BY name LIMIT @atMost", new { atMost }, cancellationToken: cancellationToken))).AsList();

    /// <summary>Names of the tags that most articles have, the most used first.</summary>
    public static async Task<IReadOnlyList<string>> PopularTagsAsync(MySqlConnection connection, int atMost, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT name FROM article_tags GROUP BY name ORDER BY COUNT(*) DESC, name LIMIT @atMost",
            new { atMost }, cancellationToken: cancellationToken))).AsList();

    private static async Task<List<Article>> QueryAsync(MySqlConnection connection, CommandDefinition command) =>
        (await connection.QueryAsync<Article, Profile, Article>(command, (article, author) => article with { Author = author }, "username")).AsList();

    private static async Task<IReadOnlyList<Article>> WithTagsAsync(
        MySqlConnection connection, MySqlTransaction? transaction, List<Article> articles, CancellationToken cancellationToken)
    {
        if (articles.Count == 0)
            return articles;
        var rows = await connection.QueryAsync<(long ArticleId, string Name)>(new CommandDefinition(
            "SELECT article_id, name FROM article_tags WHERE article_id IN @ids ORDER BY name",
            new { ids = articles.Select(article => article.Id) }, transaction, cancellationToken: cancellationToken));
        var tags = rows.ToLookup(row => row.ArticleId, row => row.Name);
        return [.. articles.Select(article => article with { Tags = [.. tags[article.Id]] })];
    }

    private static Task InsertTagsAsync(MySqlConnection connection, MySqlTransaction transaction, Article article, CancellationToken cancellationToken) =>
        article.Tags.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO article_tags (article_id, name, created_at)
            SELECT a.id, t.name, a.created_at
            FROM articles AS a, JSON_TABLE(@names, '$[*]' COLUMNS (name VARCHAR(40) PATH '$')) AS t
            WHERE a.id = @Id
            """,
            new { article.Id, names = JsonSerializer.Serialize(article.Tags) }, transaction, cancellationToken: cancellationToken));

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
