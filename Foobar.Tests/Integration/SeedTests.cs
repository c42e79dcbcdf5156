using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Foobar.Database.Seed;
using Foobar.Tests.Integration.Api;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

public sealed partial class SeedTests
{
    private static readonly SeedSize Size = new(Users: 12, Articles: 60, Comments: 300);

    private static readonly string[] Arguments =
        ["seed", .. new[] { ("users", Size.Users), ("articles", Size.Articles), ("comments", Size.Comments) }.SelectMany(count => new[] { $"--{count.Item1}", count.Item2.ToString(CultureInfo.InvariantCulture) })];

    [Fact]
    public async Task An_interrupted_seed_is_gone_on_with_a_complete_one_changes_nothing_and_what_others_have_stays()
    {
        await using var model = await RunningModel.StartAsync();
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);
        var plan = new SeedPlan(Size, TimeProvider.System.GetUtcNow().UtcDateTime.Date);
        using var other = model.CreateVisitor();
        await other.AskAsync("POST /api/users", JsonSerializer.Serialize(new { user = new { username = plan.Users[0].Username, email = plan.Users[1].Email, password = "correct horse" } }), 201);
        var name = await other.SignUpAsync();
        var taken = await other.PublishAsync(plan.WriteArticle(0).Title);

        await InterruptAsync(model, primary, plan);
        var (exitCode, output, errors) = await DatabaseCommand.RunAsync(model, Arguments);

        Assert.True(exitCode == 0, errors);
        Assert.Contains($"The site has {Size} more, those of an interrupted run included", output, StringComparison.Ordinal);
        Assert.Contains("60 of 60 articles are there", errors, StringComparison.Ordinal);
        await AssertSeededAsync(model, primary, plan);
        Assert.Equal(name, (await other.GetJsonAsync($"/api/articles/{taken}")).GetProperty("article").GetProperty("author").Text("username"));

        var before = await GetChecksumsAsync(model, primary);
        var again = await DatabaseCommand.RunAsync(model, Arguments);
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.StartsWith($"The site is seeded already, with {Size}; nothing was changed.", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, await GetChecksumsAsync(model, primary));

        var larger = await DatabaseCommand.RunAsync(model, "seed");
        Assert.Equal((1, $"error: The site is seeded with {Size}, and cannot be with {SeedSize.Default} as well."), (larger.ExitCode, larger.Errors));
        Assert.Equal(before, await GetChecksumsAsync(model, primary));

        await AssertShownAsync(model, SignInLine().Match(output).Groups["email"].Value);
    }

    [Theory]
    [InlineData("--articles must be 1 or more.", "seed", "--articles", "0")]
    [InlineData("MySql:Members is missing", "seed")]
    public async Task Wrong_use_ends_with_one_line(string reason, params string[] arguments)
    {
        var (exitCode, _, errors) = await DatabaseCommand.RunAsync(null, arguments);

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"error: {reason}", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    /// <summary>Kills a seed in the middle of its second transaction with articles: somebody else is about to publish at an address that it wants.</summary>
    private static async Task InterruptAsync(RunningModel model, string primary, SeedPlan plan)
    {
        await using var connection = await MemberDatabase.OpenAsync(model, primary);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText =
            """
            INSERT INTO foobar.articles (author_id, slug, title, description, body, created_at, updated_at)
            VALUES (@author, @slug, 'x', 'x', 'x', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
            """;
        insert.Parameters.AddWithValue("@author", await MemberDatabase.QueryAsync<long>(model, primary, "SELECT MIN(id) FROM foobar.users"));
        insert.Parameters.AddWithValue("@slug", plan.WriteArticle(40).Slug);
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        using var seed = DatabaseCommand.Start(model, Arguments);
        await Eventually.BecomesTrueAsync(async _ => await MemberDatabase.QueryAsync<int>(model, primary, "SELECT COUNT(*) FROM performance_schema.data_lock_waits") > 0, "the seed waits for the address");
        seed.Kill();
        await seed.WaitForExitAsync(TestContext.Current.CancellationToken);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal(25, await MemberDatabase.QueryAsync<int>(model, primary, "SELECT articles_done FROM foobar.seed"));
    }

    /// <summary>The rows are those of the plan, and the counts that lists show are what can be counted.</summary>
    private static async Task AssertSeededAsync(RunningModel model, string primary, SeedPlan plan)
    {
        Task<string?> AskAsync(string sql) => MemberDatabase.QueryAsync<string>(model, primary, $"SET SESSION group_concat_max_len = 1000000; {sql}");
        var articles = Enumerable.Range(0, Size.Articles).Select(plan.WriteArticle).ToArray();

        Assert.Equal(string.Join('|', articles.Select(article => article.Title)), await AskAsync(
            "SELECT GROUP_CONCAT(a.title ORDER BY a.id SEPARATOR '|') FROM foobar.articles AS a JOIN foobar.seed_users AS s ON s.user_id = a.author_id"));
        Assert.Equal(string.Join('|', articles.SelectMany(article => article.Comments).Select(comment => comment.Body).Order(StringComparer.Ordinal)), await AskAsync(
            "SELECT GROUP_CONCAT(body ORDER BY body COLLATE utf8mb4_0900_bin SEPARATOR '|') FROM foobar.comments"));
        Assert.Equal($"{articles.Sum(article => article.Favorites.Count)} {plan.Follows.Count} {Size.Users}", await AskAsync(
            "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM foobar.favorites), (SELECT COUNT(*) FROM foobar.follows), (SELECT COUNT(*) FROM foobar.seed_users))"));
        Assert.Equal("0 0 0", await AskAsync(
            """
            SELECT CONCAT_WS(' ',
                (SELECT COUNT(*) FROM foobar.tags AS t WHERE articles <> (SELECT COUNT(*) FROM foobar.article_tags WHERE name = t.name)),
                (SELECT COUNT(*) FROM foobar.article_counts AS c WHERE articles <> (SELECT COUNT(*) FROM foobar.articles WHERE author_id % 16 = c.part)),
                (SELECT COUNT(*) FROM foobar.articles AS a LEFT JOIN foobar.article_summaries AS s ON s.article_id = a.id
                    WHERE NOT (s.favorites <=> (SELECT COUNT(*) FROM foobar.favorites WHERE article_id = a.id))
                       OR NOT (s.tags <=> COALESCE((SELECT GROUP_CONCAT(name ORDER BY name) FROM foobar.article_tags WHERE article_id = a.id), ''))))
            """));
    }

    /// <summary>What a seeded user sees who signs in.</summary>
    private static async Task AssertShownAsync(RunningModel model, string email)
    {
        using var reader = model.CreateVisitor();
        var user = (await reader.AskAsync("POST /api/users/login", JsonSerializer.Serialize(new { user = new { email, password = SeedPlan.Password } }))).GetProperty("user");
        reader.DefaultRequestHeaders.Authorization = new("Token", user.Text("token"));

        var all = await reader.GetJsonAsync("/api/articles?limit=100");
        Assert.Equal(Size.Articles + 1, all.GetProperty("articlesCount").GetInt32());
        Assert.Equal(Size.Articles + 1, all.Titles().Length);
        Assert.NotEqual(0, (await reader.GetJsonAsync("/api/articles/feed")).GetProperty("articlesCount").GetInt32());
        Assert.NotEqual(0, (await reader.GetJsonAsync($"/api/articles?author={Uri.EscapeDataString(user.Text("username")!)}")).GetProperty("articlesCount").GetInt32());
        foreach (var tag in (await reader.GetJsonAsync("/api/tags")).Texts("tags"))
        {
            var list = await reader.GetJsonAsync($"/api/articles?limit=100&tag={tag}");
            Assert.Equal(list.Titles().Length, list.GetProperty("articlesCount").GetInt32());
        }
    }

    private static async Task<string?> GetChecksumsAsync(RunningModel model, string primary)
    {
        var sums = new List<string>();
        foreach (var table in new[] { "users", "articles", "article_tags", "comments", "favorites", "follows", "article_summaries", "tags", "article_counts", "seed", "seed_users" })
        {
            await using var connection = await MemberDatabase.OpenAsync(model, primary);
            await using var command = connection.CreateCommand();
            command.CommandText = $"CHECKSUM TABLE foobar.{table}";
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
            sums.Add($"{table} {row.GetInt64(1)}");
        }
        return string.Join(", ", sums);
    }

    [GeneratedRegex(@"Sign in as (?<email>\S+) with")]
    private static partial Regex SignInLine();
}
