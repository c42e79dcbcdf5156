using System.Globalization;
using System.Text.Json;
using Dapper;
using MySqlConnector;

namespace Foobar.Database.Seed;

/// <summary>The statements of the seed. Rows come as JSON in one parameter, so that many are written in one round trip.</summary>
internal static class SeedSql
{
    private const string Users =
        """
        JSON_TABLE(@rows, '$[*]' COLUMNS (
            number INT PATH '$.Number', username VARCHAR(40) COLLATE utf8mb4_0900_as_ci PATH '$.Username', email VARCHAR(254) COLLATE utf8mb4_0900_as_ci PATH '$.Email',
            bio VARCHAR(1000) PATH '$.Bio', created_at DATETIME(6) PATH '$.CreatedAt')) AS r
        """;

    private const string Articles =
        """
        JSON_TABLE(@rows, '$[*]' COLUMNS (
            number INT PATH '$.Number', author INT PATH '$.Author', slug VARCHAR(120) COLLATE utf8mb4_0900_bin PATH '$.Slug', title VARCHAR(200) PATH '$.Title',
            description VARCHAR(500) PATH '$.Description', body MEDIUMTEXT PATH '$.Body', created_at DATETIME(6) PATH '$.CreatedAt', updated_at DATETIME(6) PATH '$.UpdatedAt')) AS r
        """;

    private const string Slug = "slug VARCHAR(120) COLLATE utf8mb4_0900_bin PATH '$.Slug'";

    private const string Tags = $"JSON_TABLE(@tags, '$[*]' COLUMNS ({Slug}, name VARCHAR(40) COLLATE utf8mb4_0900_bin PATH '$.Name')) AS r";

    private const string Summaries =
        $"JSON_TABLE(@summaries, '$[*]' COLUMNS ({Slug}, favorites INT PATH '$.Favorites', tags VARCHAR(819) COLLATE utf8mb4_0900_bin PATH '$.Tags')) AS r";

    private const string Favorites = $"JSON_TABLE(@favorites, '$[*]' COLUMNS ({Slug}, reader INT PATH '$.Reader')) AS r";

    private const string Comments =
        $"JSON_TABLE(@comments, '$[*]' COLUMNS ({Slug}, author INT PATH '$.Author', body TEXT PATH '$.Body', created_at DATETIME(6) PATH '$.CreatedAt')) AS r";

    /// <summary>Adds the tables in which the seed keeps what it has done; they are no part of the site's schema, which needs no seed.</summary>
    public static Task CreateTablesAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            CREATE TABLE IF NOT EXISTS seed (
                id            TINYINT     NOT NULL,
                users         INT         NOT NULL,
                articles      INT         NOT NULL,
                comments      INT         NOT NULL,
                ends_at       DATETIME(6) NOT NULL,
                articles_done INT         NOT NULL,
                PRIMARY KEY (id)
            ) ENGINE = InnoDB;
            CREATE TABLE IF NOT EXISTS seed_users (
                number  INT    NOT NULL,
                user_id BIGINT NOT NULL,
                PRIMARY KEY (number)
            ) ENGINE = InnoDB
            """, cancellationToken: cancellationToken));

    /// <summary>How far the site is seeded; null when it is not.</summary>
    public static Task<SeedState?> FindStateAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<SeedState>(new CommandDefinition(
            "SELECT users, articles, comments, ends_at AS EndsAt, articles_done AS ArticlesDone FROM seed", cancellationToken: cancellationToken));

    /// <summary>Marks the site as one that is seeded; false when it is already.</summary>
    public static async Task<bool> BeginAsync(MySqlConnection connection, MySqlTransaction transaction, SeedSize size, DateTime end, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT IGNORE INTO seed (id, users, articles, comments, ends_at, articles_done) VALUES (1, @Users, @Articles, @Comments, @end, 0)",
            new { size.Users, size.Articles, size.Comments, end }, transaction, cancellationToken: cancellationToken)) == 1;

    /// <summary>Articles that are there; nobody else adds any until the transaction ends.</summary>
    public static Task<int> LockArticlesDoneAsync(MySqlConnection connection, MySqlTransaction transaction, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT articles_done FROM seed FOR UPDATE", transaction: transaction, cancellationToken: cancellationToken));

    /// <summary>The numbers of the users whose name or address somebody has.</summary>
    public static Task<IEnumerable<int>> FindTakenAsync(MySqlConnection connection, MySqlTransaction transaction, IReadOnlyList<SeedUser> users, CancellationToken cancellationToken) =>
        connection.QueryAsync<int>(new CommandDefinition(
            $"SELECT number FROM {Users} WHERE EXISTS (SELECT 1 FROM users AS u WHERE u.username = r.username) OR EXISTS (SELECT 1 FROM users AS u WHERE u.email = r.email)",
            new { rows = JsonOf(users) }, transaction, cancellationToken: cancellationToken));

    /// <summary>The numbers of the articles whose address another one has.</summary>
    public static Task<IEnumerable<int>> FindTakenAsync(MySqlConnection connection, MySqlTransaction transaction, IReadOnlyList<SeedArticle> articles, CancellationToken cancellationToken) =>
        connection.QueryAsync<int>(new CommandDefinition(
            $"SELECT number FROM {Articles} WHERE EXISTS (SELECT 1 FROM articles AS a WHERE a.slug = r.slug)",
            new { rows = JsonSerializer.Serialize(articles.Select(article => new { article.Number, article.Slug })) }, transaction, cancellationToken: cancellationToken));

    /// <summary>Adds users, and who follows whom.</summary>
    public static Task InsertAsync(
        MySqlConnection connection, MySqlTransaction transaction, IReadOnlyList<SeedUser> users, IReadOnlyList<(int Follower, int Followed)> follows, string passwordHash, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"""
            INSERT INTO users (username, email, password_hash, bio, created_at, updated_at)
            SELECT r.username, r.email, @passwordHash, r.bio, r.created_at, r.created_at FROM {Users} ORDER BY r.number;

            INSERT INTO seed_users (number, user_id) SELECT r.number, u.id FROM {Users} JOIN users AS u ON u.username = r.username;

            INSERT INTO follows (follower_id, followed_id)
            SELECT follower.user_id, followed.user_id
            FROM JSON_TABLE(@follows, '$[*]' COLUMNS (follower INT PATH '$[0]', followed INT PATH '$[1]')) AS r
            JOIN seed_users AS follower ON follower.number = r.follower
            JOIN seed_users AS followed ON followed.number = r.followed
            """,
            new { rows = JsonOf(users), follows = JsonSerializer.Serialize(follows.Select(follow => new[] { follow.Follower, follow.Followed })), passwordHash },
            transaction, cancellationToken: cancellationToken));

    /// <summary>Adds articles with all that belongs to them, and keeps the counts that lists show.</summary>
    public static Task InsertAsync(MySqlConnection connection, MySqlTransaction transaction, IReadOnlyList<SeedArticle> articles, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"""
            INSERT INTO articles (author_id, slug, title, description, body, created_at, updated_at)
            SELECT u.user_id, r.slug, r.title, r.description, r.body, r.created_at, r.updated_at
            FROM {Articles} JOIN seed_users AS u ON u.number = r.author ORDER BY r.number;

            INSERT INTO article_counts (part, articles)
            SELECT counted.part, counted.articles
            FROM (
                SELECT u.user_id % 16 AS part, COUNT(*) AS articles
                FROM JSON_TABLE(@authors, '$[*]' COLUMNS (author INT PATH '$')) AS r JOIN seed_users AS u ON u.number = r.author GROUP BY part) AS counted
            ON DUPLICATE KEY UPDATE articles = article_counts.articles + counted.articles;

            INSERT INTO article_tags (article_id, name, created_at)
            SELECT a.id, r.name, a.created_at FROM {Tags} JOIN articles AS a ON a.slug = r.slug;

            INSERT INTO tags (name, articles)
            SELECT counted.name, counted.articles
            FROM (SELECT r.name, COUNT(*) AS articles FROM {Tags} GROUP BY r.name ORDER BY r.name) AS counted
            ON DUPLICATE KEY UPDATE articles = tags.articles + counted.articles;

            INSERT INTO favorites (user_id, article_id, created_at)
            SELECT u.user_id, a.id, a.created_at FROM {Favorites} JOIN articles AS a ON a.slug = r.slug JOIN seed_users AS u ON u.number = r.reader;

            INSERT INTO article_summaries (article_id, favorites, tags)
            SELECT a.id, r.favorites, r.tags FROM {Summaries} JOIN articles AS a ON a.slug = r.slug;

            INSERT INTO comments (article_id, author_id, body, created_at, updated_at)
            SELECT a.id, u.user_id, r.body, r.created_at, r.created_at
            FROM {Comments} JOIN articles AS a ON a.slug = r.slug JOIN seed_users AS u ON u.number = r.author ORDER BY r.created_at;

            UPDATE seed SET articles_done = articles_done + @count
            """,
            new
            {
                rows = JsonOf(articles),
                authors = JsonSerializer.Serialize(articles.Select(article => article.Author)),
                tags = JsonSerializer.Serialize(articles.SelectMany(article => article.Tags, (article, tag) => new { article.Slug, Name = tag })),
                summaries = JsonSerializer.Serialize(articles.Select(article => new { article.Slug, Favorites = article.Favorites.Count, Tags = string.Join(',', article.Tags) })),
                favorites = JsonSerializer.Serialize(articles.SelectMany(article => article.Favorites, (article, reader) => new { article.Slug, Reader = reader })),
                comments = JsonSerializer.Serialize(articles.SelectMany(article => article.Comments, (article, comment) =>
                    new { article.Slug, comment.Author, comment.Body, CreatedAt = TimeOf(comment.CreatedAt) })),
                count = articles.Count,
            }, transaction, cancellationToken: cancellationToken));

    /// <summary>The address of the first user.</summary>
    public static Task<string> FindFirstEmailAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<string>(new CommandDefinition(
            "SELECT u.email FROM seed_users AS s JOIN users AS u ON u.id = s.user_id WHERE s.number = 0", cancellationToken: cancellationToken));

    private static string JsonOf(IReadOnlyList<SeedUser> users) =>
        JsonSerializer.Serialize(users.Select(user => new { user.Number, user.Username, user.Email, user.Bio, CreatedAt = TimeOf(user.CreatedAt) }));

    private static string JsonOf(IReadOnlyList<SeedArticle> articles) => JsonSerializer.Serialize(articles.Select(article => new
    {
        article.Number, article.Author, article.Slug, article.Title, article.Description, article.Body,
        CreatedAt = TimeOf(article.CreatedAt), UpdatedAt = TimeOf(article.UpdatedAt),
    }));

    // The engine reads no "Z" at the end of a time.
    private static string TimeOf(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
