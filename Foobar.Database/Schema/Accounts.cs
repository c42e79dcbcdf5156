using Dapper;
using Foobar.Database.Cluster;
using Foobar.ServiceDefaults;
using MySqlConnector;

namespace Foobar.Database.Schema;

/// <summary>The database and the accounts of the site, apart from <c>root</c>.</summary>
internal sealed class Accounts(Observer observer, DatabaseOptions options)
{
    /// <summary>The recovery user's name.</summary>
    public const string ReplicationUser = FoobarNames.MySqlUsers.Replication;

    /// <summary>Adds the recovery user to one member only; every member gets it in the same way before it joins.</summary>
    public Task AddReplicationUserAsync(MySqlConnection connection, CancellationToken cancellationToken) => ExecuteAsync(connection,
        $"""
        SET SESSION sql_log_bin = OFF;
        CREATE USER IF NOT EXISTS '{ReplicationUser}'@'%' IDENTIFIED BY '{MySqlHelper.EscapeString(options.ReplicationPassword)}';
        GRANT REPLICATION SLAVE, CONNECTION_ADMIN, BACKUP_ADMIN, GROUP_REPLICATION_STREAM ON *.* TO '{ReplicationUser}'@'%';
        SET SESSION sql_log_bin = ON;
        """, cancellationToken);

    /// <summary>Adds the site's database and the web's user, with rights on rows and not on tables, on the primary.</summary>
    public async Task AddSiteAsync(string primary, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(primary, cancellationToken);
        var password = MySqlHelper.EscapeString(options.WebPassword);
        await ExecuteAsync(connection,
            $"""
            CREATE DATABASE IF NOT EXISTS `{options.Database}` CHARACTER SET utf8mb4;
            CREATE USER IF NOT EXISTS '{FoobarNames.MySqlUsers.Web}'@'%' IDENTIFIED BY '{password}' REQUIRE SSL;
            ALTER USER '{FoobarNames.MySqlUsers.Web}'@'%' IDENTIFIED BY '{password}';
            GRANT SELECT, INSERT, UPDATE, DELETE ON `{options.Database}`.* TO '{FoobarNames.MySqlUsers.Web}'@'%';
            GRANT SELECT ON performance_schema.replication_group_members TO '{FoobarNames.MySqlUsers.Web}'@'%';
            """, cancellationToken);
    }

    private static Task ExecuteAsync(MySqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
}
