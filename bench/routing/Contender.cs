using MySqlConnector;

namespace RoutingCost;

/// <summary>One way to come by a connection for a read.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="OpenAsync">Opens the connection.</param>
internal sealed record Contender(string Name, Func<ValueTask<MySqlConnection>> OpenAsync)
{
    /// <summary>A row by its primary key, or none: a query as cheap as real ones get, so that the cost of opening shows.</summary>
    private const string Query = "SELECT slug FROM articles WHERE id = 1";

    /// <summary>Opens, asks and closes so many times, one after the other.</summary>
    public async Task RunAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            await using var connection = await OpenAsync();
            await using var command = new MySqlCommand(Query, connection);
            await command.ExecuteScalarAsync();
        }
    }
}
