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
        var token = TestContext.Current.CancellationToken;
        var model = await shared.GetAsync();
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);
        await using var connection = await MemberDatabase.OpenAsync(model, primary);
        await connection.ChangeDatabaseAsync(FoobarNames.DatabaseName, token);
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

            using var author = model.CreateVisitor();
            using var reader = model.CreateVisitor();
            await UpgradeJourney.RunAsync(author, reader);
        }
        finally
        {
            foreach (var table in expanded)
                await connection.ExecuteAsync($"ALTER TABLE `{table}` {Contraction}");
        }
    }
}
