using Dapper;
using MySqlConnector;

namespace Foobar.Tests.Support;

/// <summary>Asks a member directly, as <c>root</c>.</summary>
internal static class MemberDatabase
{
    /// <summary>"All queries have been blocked while function 'group_replication_set_as_primary()' is executing"; the driver has no name for it.</summary>
    private const int PrimaryMoves = 4094;

    /// <summary>Opens a connection of its own, which is no longer there once it is disposed.</summary>
    public static async Task<MySqlConnection> OpenAsync(RunningModel model, string member)
    {
        var given = await model.App.GetConnectionStringAsync(member, TestContext.Current.CancellationToken);
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(given!) { Pooling = false, ConnectionTimeout = 10 }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>The statement's first value; asks again while the group moves the primary, when a member begins nothing.</summary>
    public static async Task<T?> QueryAsync<T>(RunningModel model, string member, string sql, object? parameters = null)
    {
        T? value = default;
        await Eventually.BecomesTrueAsync(async _ =>
        {
            try
            {
                await using var connection = await OpenAsync(model, member);
                value = await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: TestContext.Current.CancellationToken));
                return true;
            }
            catch (MySqlException exception) when (exception.Number == PrimaryMoves)
            {
                return false;
            }
        }, $"{member} to take statements");
        return value;
    }

    /// <summary>The member has not begun the statement, and another one is the primary, or will be.</summary>
    public static bool IsOfWrongMember(MySqlException exception) => exception.ErrorCode == MySqlErrorCode.OptionPreventsStatement || exception.Number == PrimaryMoves;

    /// <summary>The names of the members by their role now; waits while the primary moves.</summary>
    public static async Task<(string Primary, string[] Replicas)> GetRolesAsync(RunningModel model)
    {
        string[] primaries = [];
        await Eventually.BecomesTrueAsync(async _ =>
        {
            primaries = [.. (await ReadAllAsync<bool>(model, "SELECT @@global.super_read_only")).Where(member => !member.Value).Select(member => member.Key)];
            return primaries.Length == 1;
        }, "one primary");
        return (primaries[0], [.. RunningModel.Members.Except(primaries)]);
    }

    /// <summary>Returns when the database service has done its last for a new group, which moves the primary.</summary>
    public static Task WaitUntilArrangedAsync(RunningModel model) => Eventually.BecomesTrueAsync(async _ =>
    {
        try
        {
            var weights = await ReadAllAsync<int>(model, "SELECT @@global.group_replication_member_weight");
            var (primary, _) = await GetRolesAsync(model);
            return weights.Values.Order().SequenceEqual([1, 2, 3]) && weights[primary] > 1
                && await QueryAsync<int>(model, primary, "SELECT group_replication_get_write_concurrency()") == 200;
        }
        catch (MySqlException)
        {
            // A member that gets a copy of another one's data restarts with it.
            return false;
        }
    }, "the new group to be arranged");

    private static async Task<Dictionary<string, T?>> ReadAllAsync<T>(RunningModel model, string sql)
    {
        var answers = new Dictionary<string, T?>();
        foreach (var member in RunningModel.Members)
            answers[member] = await QueryAsync<T>(model, member, sql);
        return answers;
    }
}
