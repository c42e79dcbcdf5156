using System.Net.Http.Json;
using Dapper;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>Webs of one version on the schema of the next, as <c>docs/upgrades.md</c> has it.</summary>
[Collection(ModelCollection.Name)]
public sealed class UpgradeTests(SharedModel shared)
{
    /// <summary>At the front, so that no statement may count on the place of a column.</summary>
    private const string Expansion = "ADD COLUMN later_text VARCHAR(40) NULL FIRST, ADD COLUMN later_number INT NOT NULL DEFAULT 7 FIRST";

    private const string Contraction = "DROP COLUMN later_text, DROP COLUMN later_number";

    [Fact]
    public async Task Webs_serve_on_a_schema_that_is_one_expansion_ahead_of_them()
    {
        var model = await shared.GetAsync();
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);
        await using var connection = await MemberDatabase.OpenAsync(model, primary);
        await connection.ChangeDatabaseAsync(FoobarNames.DatabaseName, Token);
        var tables = (await connection.QueryAsync<string>("SELECT TABLE_NAME FROM information_schema.tables WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'schema_changes'")).ToArray();
        Assert.Contains("article_summaries", tables);
        var expanded = new List<string>();
        try
        {
            foreach (var table in tables)
            {
                await connection.ExecuteAsync($"ALTER TABLE `{table}` {Expansion}");
                expanded.Add(table);
            }

            await PublishDiscussAndDeleteAsync(model);
        }
        finally
        {
            foreach (var table in expanded)
                await connection.ExecuteAsync($"ALTER TABLE `{table}` {Contraction}");
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Writes to every table that visitors write to, and reads it again.</summary>
    private static async Task PublishDiscussAndDeleteAsync(RunningModel model)
    {
        using var author = model.CreateVisitor();
        using var reader = model.CreateVisitor();
        var name = await author.SignUpAsync();
        await reader.SignUpAsync();

        var slug = await author.PublishAsync($"Before the upgrade of {name}");
        using var followed = await reader.PostAsync($"/api/profiles/{name}/follow", content: null, Token);
        await SiteClient.ReadAsync(followed, 200);
        using var favorite = await reader.PostAsync($"/api/articles/{slug}/favorite", content: null, Token);
        Assert.Equal(1, (await SiteClient.ReadAsync(favorite, 200)).GetProperty("article").GetProperty("favoritesCount").GetInt32());
        using var comment = await reader.PostAsJsonAsync($"/api/articles/{slug}/comments", new { comment = new { body = "Read it." } }, Token);
        await SiteClient.ReadAsync(comment, 201);
        using var changed = await author.PutAsJsonAsync($"/api/articles/{slug}", new { article = new { body = "Changed." } }, Token);
        await SiteClient.ReadAsync(changed, 200);

        var article = Assert.Single((await reader.GetJsonAsync("/api/articles/feed")).GetProperty("articles").EnumerateArray());
        Assert.Equal((slug, 1), (article.GetProperty("slug").GetString(), article.GetProperty("favoritesCount").GetInt32()));
        Assert.Equal("Read it.", Assert.Single((await author.GetJsonAsync($"/api/articles/{slug}/comments")).GetProperty("comments").EnumerateArray()).GetProperty("body").GetString());
        Assert.Equal("Changed.", (await author.GetJsonAsync($"/api/articles/{slug}")).GetProperty("article").GetProperty("body").GetString());
        using var deleted = await author.DeleteAsync($"/api/articles/{slug}", Token);
        await SiteClient.ReadAsync(deleted, 204);
    }
}
