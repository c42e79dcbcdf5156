using Dapper;
using MySqlConnector;

namespace Foobar.Web.Identity.SignIn;

/// <summary>The statements about attempts to sign in.</summary>
internal static class SignInSql
{
    /// <summary>The state of these keys, locked until the transaction ends; a key without a row is paid off.</summary>
    public static async Task<SignInState> LockAsync(
        MySqlConnection connection, MySqlTransaction transaction, SignInKeys keys, DateTime now, CancellationToken cancellationToken)
    {
        var (account, address, pair) = await connection.QuerySingleAsync<(DateTime, DateTime, DateTime)>(new CommandDefinition(
            """
            INSERT INTO sign_in_attempts (id, settled_at) VALUES (@Account, @now), (@Address, @now), (@Pair, @now)
            ON DUPLICATE KEY UPDATE settled_at = sign_in_attempts.settled_at;
            SELECT MAX(IF(id = @Account, settled_at, NULL)), MAX(IF(id = @Address, settled_at, NULL)), MAX(IF(id = @Pair, settled_at, NULL))
            FROM sign_in_attempts WHERE id IN (@Account, @Address, @Pair)
            """,
            new { keys.Account, keys.Address, keys.Pair, now }, transaction, cancellationToken: cancellationToken));
        return new SignInState(account, address, pair);
    }

    /// <summary>Stores the state of locked keys.</summary>
    public static Task StoreAsync(
        MySqlConnection connection, MySqlTransaction transaction, SignInKeys keys, SignInState state, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE sign_in_attempts
            SET settled_at = CASE id WHEN @Account THEN @accountAt WHEN @Address THEN @addressAt ELSE @pairAt END
            WHERE id IN (@Account, @Address, @Pair)
            """,
            new { keys.Account, keys.Address, keys.Pair, accountAt = state.Account, addressAt = state.Address, pairAt = state.Pair },
            transaction, cancellationToken: cancellationToken));
}
