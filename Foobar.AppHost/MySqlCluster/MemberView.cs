using MySqlConnector;

namespace Foobar.AppHost.MySqlCluster;

/// <summary>A member's own view of the group.</summary>
/// <param name="State">Its MEMBER_STATE, or why it does not answer.</param>
/// <param name="Role">Primary, Replica, Recovering or Offline.</param>
/// <param name="Reachable">Members that it is in touch with, itself included.</param>
/// <param name="Size">Members of the group.</param>
internal sealed record MemberView(string State, string Role, int Reachable, int Size)
{
    public const string Primary = "Primary";
    public const string Replica = "Replica";
    public const string Recovering = "Recovering";
    public const string Offline = "Offline";

    private const string Sql =
        """
        SELECT COALESCE(MAX(CASE WHEN MEMBER_ID = @@server_uuid THEN MEMBER_STATE END), 'OFFLINE'),
               COALESCE(MAX(CASE WHEN MEMBER_ID = @@server_uuid THEN MEMBER_ROLE END), ''),
               COUNT(CASE WHEN MEMBER_STATE <> 'UNREACHABLE' AND MEMBER_ID <> '' THEN 1 END),
               COUNT(NULLIF(MEMBER_ID, ''))
        FROM performance_schema.replication_group_members
        """;

    /// <summary>It can write: it is the primary of a group with a majority.</summary>
    public bool IsWritable => Role == Primary && Reachable * 2 > Size;

    /// <summary>Asks the member; one that does not answer within 2 s is offline, with the reason.</summary>
    public static async Task<MemberView> ReadAsync(MySqlServerResource member, CancellationToken cancellationToken)
    {
        try
        {
            var given = await member.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
            // A pooled connection would hold up the end of the server, and outlive it.
            var builder = new MySqlConnectionStringBuilder(given ?? "") { ConnectionTimeout = 2, DefaultCommandTimeout = 2, Pooling = false };
            await using var connection = new MySqlConnection(builder.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var command = new MySqlCommand(Sql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var state = reader.GetString(0);
            return new MemberView(state, GetRole(state, reader.GetString(1)), reader.GetInt32(2), reader.GetInt32(3));
        }
        catch (MySqlException exception)
        {
            return new MemberView(exception.Message, Offline, 0, 0);
        }
    }

    private static string GetRole(string state, string role) => (state, role) switch
    {
        ("ONLINE", "PRIMARY") => Primary,
        ("ONLINE", _) => Replica,
        ("RECOVERING", _) => Recovering,
        _ => Offline,
    };
}
