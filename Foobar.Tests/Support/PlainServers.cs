using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Foobar.Tests.Support;

/// <summary>A MySQL primary with two asynchronous replicas and no group, as a managed service has them.</summary>
public sealed class PlainServers : IAsyncLifetime
{
    private const string ReplicationPassword = "replicate";

    private DistributedApplication? _app;

    /// <summary>Connection strings for <c>root</c>, with the schema <c>plain</c>; server 1 is the primary.</summary>
    public Dictionary<string, string> Members { get; } = [];

    public async ValueTask InitializeAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var servers = Enumerable.Range(1, 3).Select(number => builder.AddMySql($"plain-{number}")
            .WithArgs($"--server-id={number}", "--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--log-bin=binlog")).ToArray();
        _app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        foreach (var server in servers)
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(server.Resource.Name, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
            Members[server.Resource.Name] = new MySqlConnectionStringBuilder((await _app.GetConnectionStringAsync(server.Resource.Name, TestContext.Current.CancellationToken))!)
            {
                AllowUserVariables = true,
                Database = "",
            }.ConnectionString;
        }
        var primary = new MySqlConnectionStringBuilder(Members["plain-1"]);
        await ExecuteAsync("plain-1", $"CREATE USER replicator@'%' IDENTIFIED BY '{ReplicationPassword}'; GRANT REPLICATION SLAVE ON *.* TO replicator@'%'; CREATE DATABASE plain; CREATE TABLE plain.numbers (n INT PRIMARY KEY)");
        foreach (var replica in new[] { "plain-2", "plain-3" })
        {
            await ExecuteAsync(replica,
                $"""
                RESET BINARY LOGS AND GTIDS;
                CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{primary.Server}', SOURCE_PORT = {primary.Port}, SOURCE_USER = 'replicator', SOURCE_PASSWORD = '{ReplicationPassword}', SOURCE_AUTO_POSITION = 1, SOURCE_SSL = 1;
                START REPLICA;
                SET GLOBAL super_read_only = ON
                """);
        }
    }

    /// <summary>Runs statements on one server.</summary>
    public async Task ExecuteAsync(string member, string sql)
    {
        await using var connection = new MySqlConnection(Members[member]);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
