using Dapper;
using MySqlConnector;

namespace Foobar.Web.Data;

/// <summary>Asks one query, or two of them in one round trip.</summary>
internal static class Queries
{
    /// <summary>The answer to a query.</summary>
    public static async Task<T> AskAsync<T>(this MySqlConnection connection, Query<T> query, MySqlTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            query.Sql, query.Parameters, transaction, cancellationToken: cancellationToken));
        return await query.ReadAsync(results);
    }

    /// <summary>The answers to two queries.</summary>
    public static async Task<(T1 First, T2 Second)> AskAsync<T1, T2>(
        this MySqlConnection connection, Query<T1> first, Query<T2> second, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(first.Parameters);
        parameters.AddDynamicParams(second.Parameters);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{first.Sql};\n{second.Sql}", parameters, cancellationToken: cancellationToken));
        return (await first.ReadAsync(results), await second.ReadAsync(results));
    }
}
