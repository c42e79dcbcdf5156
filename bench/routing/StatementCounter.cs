using System.Globalization;
using Foobar.ServiceDefaults;
using MySqlConnector;

namespace RoutingCost;

/// <summary>Counts the statements of the site's user on all members, by the servers' own account; resets of a session, which every open has, do not count.</summary>
internal sealed class StatementCounter : IAsyncDisposable
{
    private const string Sql =
        $"""
        SELECT COALESCE(SUM(COUNT_STAR), 0) FROM performance_schema.events_statements_summary_by_user_by_event_name
        WHERE USER = '{FoobarNames.MySqlUsers.Web}' AND EVENT_NAME LIKE 'statement/sql/%'
        """;

    private readonly List<MySqlConnection> _connections = [];

    private StatementCounter()
    {
    }

    public static async Task<StatementCounter> OpenAsync(IEnumerable<string> connectionStrings, CancellationToken cancellationToken)
    {
        var counter = new StatementCounter();
        foreach (var connectionString in connectionStrings)
        {
            var connection = new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            counter._connections.Add(connection);
            await connection.OpenAsync(cancellationToken);
        }
        return counter;
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var connection in _connections)
        {
            await using var command = new MySqlCommand(Sql, connection);
            sum += Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }
        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }
}
