using Aspire.Hosting.MySql.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MySqlConnector;

namespace Aspire.Tests.MySql;

/// <summary>What a real server does. Each start takes a second and 300 MB, so these tests are few and one follows the other.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task A_server_without_a_volume_has_its_databases_and_arguments_and_leaves_nothing_behind()
    {
        // The folder of temporary data is shared by all runs of this user, so the name must be this run's own.
        var name = $"passing-{Guid.NewGuid():N}";
        await using var builder = TestModel.Create();
        var server = builder.AddMySql(name).WithArgs("--server-id=77");
        var plain = server.AddDatabase("plain", "odd`name");
        server.AddDatabase("scripted", "own").WithCreationScript("CREATE DATABASE own CHARACTER SET latin1");
        builder.AddSleeper("waiter").WaitFor(plain);
        var application = await builder.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("plain", Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("scripted", Token);
        await application.UntilAsync("waiter", KnownResourceStates.Running);

        await using (var connection = await OpenAsync(server.Resource))
        {
            Assert.Equal("77", await AskAsync(connection, "SELECT @@server_id"));
            Assert.Equal("2", await AskAsync(connection, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'odd`name' OR (schema_name = 'own' AND default_character_set_name = 'latin1')"));
            Assert.StartsWith("root@", await AskAsync(connection, "SELECT USER()"), StringComparison.Ordinal);
        }
        var wrong = new MySqlConnectionStringBuilder((await server.Resource.ConnectionStringExpression.GetValueAsync(Token))!) { Password = "wrong", Pooling = false };
        await using (var refused = new MySqlConnection(wrong.ConnectionString))
            Assert.Equal(MySqlErrorCode.AccessDenied, (await Assert.ThrowsAsync<MySqlException>(() => refused.OpenAsync(Token))).ErrorCode);
        await DataSourceWorksAsync((await server.Resource.ConnectionStringExpression.GetValueAsync(Token))!);

        var snapshot = application.Snapshot(name);
        var folder = Assert.Single(Directory.EnumerateDirectories(LocalFolders.Temporary, $"{name}-*"));
        Assert.False(File.Exists(Path.Combine(folder, "data.init.sql")));
        Assert.DoesNotContain(snapshot.EnvironmentVariables, variable => variable.Name.StartsWith("MYSQL_", StringComparison.Ordinal));

        Assert.True((await application.CommandAsync(name, "stop")).Success);
        Assert.Equal((KnownResourceStates.Exited, 0), (application.Snapshot(name).State?.Text, application.Snapshot(name).ExitCode));
        await application.UntilAsync("plain", KnownResourceStates.Exited);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_volume_keeps_data_over_restarts_and_belongs_to_one_host_at_a_time()
    {
        var volume = $"volume-{Guid.NewGuid():N}";
        await using (var builder = TestModel.Create("--Parameters:pw", "first"))
        {
            var server = builder.AddMySql("kept", builder.AddParameter("pw")).WithDataVolume(volume);
            var application = await builder.StartAsync();
            await application.ResourceNotifications.WaitForResourceHealthyAsync("kept", Token);
            await using (var connection = await OpenAsync(server.Resource))
                await AskAsync(connection, "CREATE DATABASE kept; CREATE TABLE kept.t (id INT PRIMARY KEY); INSERT INTO kept.t VALUES (42)");

            Assert.True((await application.CommandAsync("kept", "restart")).Success);
            await application.ResourceNotifications.WaitForResourceHealthyAsync("kept", Token);
            await using (var connection = await OpenAsync(server.Resource))
                Assert.Equal("42", await AskAsync(connection, "SELECT id FROM kept.t"));

            await using var other = TestModel.Create("--Parameters:pw", "first");
            var second = other.AddMySql("second", other.AddParameter("pw")).WithDataVolume(volume);
            var failing = await other.StartAsync();
            await failing.UntilAsync("second", KnownResourceStates.FailedToStart);
            Assert.Contains(await failing.GetLogAsync(second.Resource), line => line.Contains($"'{Path.Combine(TestFolders.Volumes, volume)}' of resource 'second' is in use by another application host", StringComparison.Ordinal));
        }

        // The folder of the volume can be mounted as such; the password is that of the data.
        await using var later = TestModel.Create("--Parameters:pw", "first");
        var mounted = later.AddMySql("mounted", later.AddParameter("pw")).WithDataBindMount(Path.Combine(TestFolders.Volumes, volume));
        var again = await later.StartAsync();
        await again.ResourceNotifications.WaitForResourceHealthyAsync("mounted", Token);
        await using (var connection = await OpenAsync(mounted.Resource))
            Assert.Equal("42", await AskAsync(connection, "SELECT id FROM kept.t"));
    }

    [Fact]
    public async Task A_server_that_wants_to_be_started_again_is_and_its_resource_goes_on()
    {
        await using var builder = TestModel.Create();
        var server = builder.AddMySql("restarting");
        await using var application = await builder.BuildAsync(Token);
        var states = application.RecordStates("restarting");
        await application.StartAsync(Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("restarting", Token);
        var before = application.Snapshot("restarting").ProcessId();

        await using (var connection = await OpenAsync(server.Resource))
        {
            await AskAsync(connection, "CREATE DATABASE kept");
            // The server may hang up before it answers.
            await Record.ExceptionAsync(() => AskAsync(connection, "RESTART"));
        }
        await application.UntilAsync("restarting", snapshot => snapshot.Property("executable.pid") is int process && process != before);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("restarting", Token);
        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(async () =>
        {
            await using var connection = await OpenAsync(server.Resource);
            Assert.Equal("1", await AskAsync(connection, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'kept'"));
        }) is null, "the server answers again, with its data");
        Assert.Equal(KnownResourceStates.Running, states.Last());
        Assert.DoesNotContain(states, KnownResourceStates.TerminalStates.Contains);

        Assert.True((await application.CommandAsync("restarting", "stop")).Success);
        Assert.Equal((KnownResourceStates.Exited, 0), (application.Snapshot("restarting").State?.Text, application.Snapshot("restarting").ExitCode));
    }

    [Fact]
    public async Task A_database_that_cannot_be_created_fails_those_who_wait_and_says_why()
    {
        await using var builder = TestModel.Create();
        var server = builder.AddMySql("failing");
        var database = server.AddDatabase("broken").WithCreationScript("CREATE NONSENSE");
        var waiter = builder.AddSleeper("waiter").WaitFor(database);
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(waiter.Resource), line => line.Contains("'broken' could not be created", StringComparison.Ordinal) && line.Contains("NONSENSE", StringComparison.Ordinal));
        Assert.Contains(await application.GetLogAsync(database.Resource), line => line.Contains("NONSENSE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_cannot_be_found_fails_its_resource_with_the_reason()
    {
        await using var builder = TestModel.Create("--MySqlServer:Path", "/no/such/mysqld");
        var server = builder.AddMySql("absent");
        var application = await builder.StartAsync();
        await application.UntilAsync("absent", KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(server.Resource), line => line.Contains("'/no/such/mysqld' does not exist", StringComparison.Ordinal));
    }

    private static async Task DataSourceWorksAsync(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddMySqlDataSource("db", settings => settings.ConnectionString = connectionString);
        using var host = builder.Build();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal((HealthStatus.Healthy, "MySql"), (report.Status, report.Entries.Single().Key));
        await using var connection = await host.Services.GetRequiredService<MySqlDataSource>().OpenConnectionAsync(Token);
        Assert.Equal("1", await AskAsync(connection, "SELECT 1"));
    }

    private static async Task<MySqlConnection> OpenAsync(MySqlServerResource server)
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder((await server.ConnectionStringExpression.GetValueAsync(Token))!) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Token);
        return connection;
    }

    private static async Task<string?> AskAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(Token), System.Globalization.CultureInfo.InvariantCulture);
    }
}
