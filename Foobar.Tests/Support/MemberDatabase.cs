using Dapper;
using MySqlConnector;

namespace Foobar.Tests.Support;

/// <summary>Asks a member directly, as <c>root</c>.</summary>
internal static class MemberDatabase
{
    /// <summary>Opens a connection of its own, which is no longer there once it is disposed.</summary>
    public static async Task<MySqlConnection> OpenAsync(RunningModel model, string member)
    {
        var given = await model.App.GetConnectionStringAsync(member, TestContext.Current.CancellationToken);
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(given!) { Pooling = false, ConnectionTimeout = 10 }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public static async Task<T?> QueryAsync<T>(RunningModel model, string member, string sql, object? parameters = null)
    {
        await using var connection = await OpenAsync(model, member);
        return await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>The names of the members by their role now.</summary>
    public static async Task<(string Primary, string[] Replicas)> GetRolesAsync(RunningModel model)
    {
        var readOnly = new Dictionary<string, bool>();
        foreach (var member in RunningModel.Members)
            readOnly[member] = await QueryAsync<bool>(model, member, "SELECT @@global.super_read_only");
        return (Assert.Single(readOnly, member => !member.Value).Key, [.. readOnly.Where(member => member.Value).Select(member => member.Key)]);
    }
}
