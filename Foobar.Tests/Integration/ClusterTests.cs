using Foobar.Tests.Support;
using MySqlConnector;

namespace Foobar.Tests.Integration;

[Collection(ModelCollection.Name)]
public sealed class ClusterTests(SharedModel shared)
{
    [Fact]
    public async Task Everything_becomes_healthy()
    {
        var model = await shared.GetAsync();

        await model.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_member_is_the_primary_and_two_are_replicas()
    {
        var model = await shared.GetAsync();

        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);

        Assert.Equal(RunningModel.Members, replicas.Append(primary).Order());
        foreach (var member in RunningModel.Members)
            Assert.Equal(3, await MemberDatabase.QueryAsync<int>(model, member, "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'ONLINE'"));
    }

    [Fact]
    public async Task The_model_shows_the_role_of_each_member_and_names_the_primary()
    {
        var model = await shared.GetAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);

        await model.App.ResourceNotifications.WaitForResourceAsync("mysql", e => GetProperty(e, "mysql.primary") == primary, TestContext.Current.CancellationToken);
        await model.App.ResourceNotifications.WaitForResourceAsync(primary, e => GetProperty(e, "mysql.role") == "Primary", TestContext.Current.CancellationToken);
        foreach (var replica in replicas)
            await model.App.ResourceNotifications.WaitForResourceAsync(replica, e => GetProperty(e, "mysql.role") == "Replica", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_write_on_the_primary_arrives_on_both_replicas()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var name = await visitor.SignUpAsync();

        var (_, replicas) = await MemberDatabase.GetRolesAsync(model);
        foreach (var replica in replicas)
        {
            await Eventually.BecomesTrueAsync(
                async _ => await MemberDatabase.QueryAsync<int>(model, replica, "SELECT COUNT(*) FROM foobar.users WHERE username = @name", new { name }) == 1,
                $"the user on {replica}");
        }
    }

    [Fact]
    public async Task Anonymous_reads_are_answered_by_both_replicas_and_not_by_the_primary()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitorPastCaches();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
        var before = await CountReadsAsync(model);

        for (var i = 0; i < 20; i++)
            await visitor.GetJsonAsync("/api/articles?tag=read-by-nobody-else");

        var after = await CountReadsAsync(model);
        Assert.Equal(before[primary], after[primary]);
        Assert.All(replicas, replica => Assert.True(after[replica] - before[replica] >= 5, $"{replica} answered {after[replica] - before[replica]} queries."));
    }

    [Fact]
    public async Task Replicas_refuse_writes()
    {
        var model = await shared.GetAsync();
        var (_, replicas) = await MemberDatabase.GetRolesAsync(model);

        foreach (var replica in replicas)
        {
            var refused = await Assert.ThrowsAsync<MySqlException>(() => MemberDatabase.QueryAsync<int>(model, replica, "CREATE DATABASE not_here"));
            Assert.Equal(1290, (int)refused.ErrorCode);
        }
    }

    [Fact]
    public async Task The_web_has_rights_on_rows_only_and_must_encrypt()
    {
        var model = await shared.GetAsync();
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);

        var grants = await MemberDatabase.QueryAsync<string>(model, primary,
            "SELECT GROUP_CONCAT(privilege_type ORDER BY privilege_type) FROM information_schema.schema_privileges WHERE grantee = \"'foobar_web'@'%'\"");
        var ssl = await MemberDatabase.QueryAsync<string>(model, primary, "SELECT ssl_type FROM mysql.user WHERE user = 'foobar_web'");

        Assert.Equal("DELETE,INSERT,SELECT,UPDATE", grants);
        Assert.Equal("ANY", ssl);
    }

    [Fact]
    public async Task Every_table_has_a_primary_key()
    {
        var model = await shared.GetAsync();
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);

        var without = await MemberDatabase.QueryAsync<string>(model, primary,
            """
            SELECT GROUP_CONCAT(t.table_name) FROM information_schema.tables AS t
            WHERE t.table_schema = 'foobar' AND NOT EXISTS (SELECT 1 FROM information_schema.table_constraints AS c
                WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY')
            """);

        Assert.Null(without);
    }

    /// <summary>How many queries for articles each member has run, by its own account.</summary>
    private static async Task<Dictionary<string, long>> CountReadsAsync(RunningModel model)
    {
        var counts = new Dictionary<string, long>();
        foreach (var member in RunningModel.Members)
        {
            counts[member] = await MemberDatabase.QueryAsync<long>(model, member,
                """
                SELECT COALESCE(SUM(COUNT_STAR), 0) FROM performance_schema.events_statements_summary_by_digest
                WHERE SCHEMA_NAME = 'foobar' AND DIGEST_TEXT LIKE 'SELECT%`article%'
                """);
        }
        return counts;
    }

    private static string? GetProperty(ResourceEvent resourceEvent, string name) =>
        resourceEvent.Snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value as string;
}
