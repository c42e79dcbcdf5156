using System.Net;
using Chaos.Model;
using Dapper;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Foobar.Tests.Integration;

/// <summary>The site over servers that somebody else looks after: a primary with two asynchronous replicas, and no group.</summary>
[Collection(ModelCollection.Name)]
public sealed class PlainSiteTests(PlainServers servers) : IClassFixture<PlainServers>
{
    private const string WebPassword = "web's own";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_schema_is_brought_up_on_whoever_takes_writes_and_a_web_waits_for_it_and_follows()
    {
        await using var webs = await StartAsync<Projects.Foobar_Web>(FoobarNames.Resources.Web1, server => new MySqlConnectionStringBuilder(server) { UserID = FoobarNames.MySqlUsers.Web, Password = WebPassword, Database = FoobarNames.DatabaseName, SslMode = MySqlSslMode.Required }.ConnectionString,
            ("Tokens__SigningKey", new string('k', 48)));
        using var visitor = new HttpClient { BaseAddress = webs.GetEndpoint(FoobarNames.Resources.Web1, "http") };
        await BecomesAsync(visitor, FoobarNames.Health.Alive, HttpStatusCode.OK);
        await BecomesAsync(visitor, FoobarNames.Health.Ready, HttpStatusCode.ServiceUnavailable);

        // There is an account and no schema: the web knows the members now, and is not ready all the same.
        await servers.ExecuteAsync("plain-1", $"CREATE DATABASE {FoobarNames.DatabaseName}; CREATE USER '{FoobarNames.MySqlUsers.Web}'@'%' IDENTIFIED BY \"{WebPassword}\"; GRANT SELECT, INSERT, UPDATE, DELETE ON {FoobarNames.DatabaseName}.* TO '{FoobarNames.MySqlUsers.Web}'@'%'; GRANT SELECT ON performance_schema.replication_group_members TO '{FoobarNames.MySqlUsers.Web}'@'%'");
        await BecomesAsync(visitor, FoobarNames.Health.Ready, HttpStatusCode.ServiceUnavailable);

        await using var databases = await StartAsync<Projects.Foobar_Database>(FoobarNames.Resources.Database, server => server, ("MySql__ManagesGroup", "false"), ("MySql__WebPassword", WebPassword));
        using var database = new HttpClient { BaseAddress = databases.GetEndpoint(FoobarNames.Resources.Database, "http") };
        await BecomesAsync(database, FoobarNames.Health.Ready, HttpStatusCode.OK);
        await BecomesAsync(visitor, FoobarNames.Health.Ready, HttpStatusCode.OK);
        await visitor.SignUpAsync();
        var first = await visitor.PublishAsync("Before");
        foreach (var replica in new[] { "plain-2", "plain-3" })
            await Eventually.BecomesTrueAsync(async _ => await CountAsync(replica, first) == 1, $"the article on {replica}");

        // Replicas of managed services have the plain flag only.
        await servers.ExecuteAsync("plain-1", "SET GLOBAL read_only = ON");
        await BecomesAsync(database, FoobarNames.Health.Ready, HttpStatusCode.ServiceUnavailable);
        await servers.ExecuteAsync("plain-2", "STOP REPLICA; RESET REPLICA ALL; SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF");
        var second = await visitor.PublishAsync("After");

        Assert.Equal((0, 1), (await CountAsync("plain-1", second), await CountAsync("plain-2", second)));
        Assert.Equal("After", (await visitor.GetJsonAsync($"/api/articles/{second}")).GetProperty("article").GetProperty("title").GetString());
        await BecomesAsync(database, FoobarNames.Health.Ready, HttpStatusCode.OK);
    }

    /// <summary>Starts one service over the servers.</summary>
    private async Task<DistributedApplication> StartAsync<T>(string name, Func<string, string> connect, params (string Name, string Value)[] variables) where T : IProjectMetadata, new()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.Services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new FileLoggerProvider(Path.Combine(TestFolders.Logs, $"plain-{name}.log"))));
        var service = builder.AddProject<T>(name).WithHttpEndpoint().WithEnvironment("OTEL_SDK_DISABLED", "true").WithEnvironment("MySql__Members", string.Join(',', servers.Members.Keys));
        foreach (var (member, server) in servers.Members)
            service.WithEnvironment($"ConnectionStrings__{member}", connect(server));
        foreach (var (variable, value) in variables)
            service.WithEnvironment(variable, value);
        var app = await builder.BuildAsync(Token);
        await app.StartAsync(Token);
        return app;
    }

    private static Task BecomesAsync(HttpClient client, string path, HttpStatusCode status) => Eventually.BecomesTrueAsync(async cancellationToken =>
    {
        try
        {
            using var answer = await client.GetAsync(path, cancellationToken);
            return answer.StatusCode == status;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, $"{path} is {status}");

    private async Task<int> CountAsync(string member, string slug)
    {
        await using var connection = new MySqlConnection(servers.Members[member]);
        await connection.OpenAsync(Token);
        return await connection.ExecuteScalarAsync<int>($"SELECT COUNT(*) FROM {FoobarNames.DatabaseName}.articles WHERE slug = @slug", new { slug });
    }
}
