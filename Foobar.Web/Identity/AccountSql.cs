using Dapper;
using MySqlConnector;

namespace Foobar.Web.Identity;

/// <summary>The statements about users.</summary>
internal static class AccountSql
{
    private const string Columns = "id, username, email, bio, image, session_version AS SessionVersion";

    /// <summary>The account with this id, or null; locked until the transaction ends when there is one.</summary>
    public static Task<Account?> FindAsync(MySqlConnection connection, MySqlTransaction? transaction, long id, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {Columns} FROM users WHERE id = @id" + (transaction is null ? "" : " FOR UPDATE");
        return connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(sql, new { id }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>What a sign-in with this address is checked against, whether or not there is such a user.</summary>
    public static Task<Credentials> FindCredentialsAsync(MySqlConnection connection, string email, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<Credentials>(new CommandDefinition(
            """
            SELECT WEIGHT_STRING(@email COLLATE utf8mb4_0900_as_ci) AS EmailKey, u.id, u.password_hash AS PasswordHash
            FROM (SELECT 1) AS one LEFT JOIN users AS u ON u.email = @email
            """,
            new { email }, cancellationToken: cancellationToken));

    /// <summary>Adds a user; returns the id. The unique indexes decide whether name and address are free.</summary>
    public static Task<long> InsertAsync(
        MySqlConnection connection, MySqlTransaction transaction, Account account, string passwordHash, DateTime now, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            INSERT INTO users (username, email, password_hash, created_at, updated_at) VALUES (@Username, @Email, @passwordHash, @now, @now);
            SELECT LAST_INSERT_ID()
            """,
            new { account.Username, account.Email, passwordHash, now }, transaction, cancellationToken: cancellationToken));

    /// <summary>Writes an account back; a password that is not null replaces the stored one.</summary>
    public static Task UpdateAsync(
        MySqlConnection connection, MySqlTransaction transaction, Account account, string? passwordHash, DateTime now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE users
            SET username = @Username, email = @Email, bio = @Bio, image = @Image, session_version = @SessionVersion,
                password_hash = COALESCE(@passwordHash, password_hash), updated_at = @now
            WHERE id = @Id
            """,
            new { account.Id, account.Username, account.Email, account.Bio, account.Image, account.SessionVersion, passwordHash, now },
            transaction, cancellationToken: cancellationToken));

    /// <summary>Which of a name and an address another user than this one has.</summary>
    public static Task<(bool Username, bool Email)> FindTakenAsync(
        MySqlConnection connection, MySqlTransaction transaction, Account account, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<(bool, bool)>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT 1 FROM users WHERE username = @Username AND id <> @Id),
                   EXISTS (SELECT 1 FROM users WHERE email = @Email AND id <> @Id)
            """,
            new { account.Id, account.Username, account.Email }, transaction, cancellationToken: cancellationToken));
}
