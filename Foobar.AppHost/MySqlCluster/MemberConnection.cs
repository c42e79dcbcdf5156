using MySqlConnector;

namespace Foobar.AppHost.MySqlCluster;

/// <summary>Connections of the application host to members, as <c>root</c>.</summary>
internal static class MemberConnection
{
    /// <summary>Opens a connection without a pool, which would outlive the server; an answer to connecting or a statement may take 2 s unless told.</summary>
    /// <exception cref="MySqlException">The member does not answer or refuses.</exception>
    public static async Task<MySqlConnection> OpenAsync(MySqlServerResource member, CancellationToken cancellationToken, TimeSpan? commandTimeout = null)
    {
        var given = await member.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(given ?? "")
        {
            Pooling = false,
            ConnectionTimeout = 2,
            DefaultCommandTimeout = (uint)(commandTimeout ?? TimeSpan.FromSeconds(2)).TotalSeconds,
            // A statement without an answer is not cancelled over a second connection, which a hung server would not answer either.
            CancellationTimeout = -1,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
