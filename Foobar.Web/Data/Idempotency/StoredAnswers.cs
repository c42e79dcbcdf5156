using System.Text.Json;
using Dapper;
using MySqlConnector;

namespace Foobar.Web.Data.Idempotency;

/// <summary>The answers of writes, kept in the same transaction as the write itself: so there is one exactly when the write was done.</summary>
internal static class StoredAnswers
{
    /// <summary>
    /// Claims the key for this transaction. False when the write was done before; then <see cref="ReadAsync"/> has the answer.
    /// While another transaction has claimed it, this waits for the end of that one.
    /// </summary>
    public static async Task<bool> TryClaimAsync(MySqlConnection connection, MySqlTransaction transaction, WriteRequest request, DateTime now, CancellationToken cancellationToken)
    {
        var parameters = new { request.Id, request.Fingerprint, now, expires = now + request.Lifetime };
        // IGNORE makes the hit on the primary key a count of zero; the wait for the other transaction's lock is the same.
        const string insert = "INSERT IGNORE INTO idempotency_keys (id, fingerprint, answer, created_at, expires_at) VALUES (@Id, @Fingerprint, NULL, @now, @expires)";
        if (await ExecuteAsync(connection, transaction, insert, parameters, cancellationToken) > 0)
            return true;
        // A key whose time is over is free, whether or not its row was cleaned up yet.
        const string renew = "UPDATE idempotency_keys SET fingerprint = @Fingerprint, answer = NULL, created_at = @now, expires_at = @expires WHERE id = @Id AND expires_at < @now";
        return await ExecuteAsync(connection, transaction, renew, parameters, cancellationToken) > 0;
    }

    /// <summary>Stores the answer of a claimed key, or of one that nobody else can have.</summary>
    public static Task StoreAsync<T>(MySqlConnection connection, MySqlTransaction transaction, WriteRequest request, T answer, bool isClaimed, DateTime now, CancellationToken cancellationToken)
    {
        var parameters = new { request.Id, request.Fingerprint, now, expires = now + request.Lifetime, answer = JsonSerializer.SerializeToUtf8Bytes(answer) };
        return ExecuteAsync(connection, transaction, isClaimed
            ? "UPDATE idempotency_keys SET answer = @answer WHERE id = @Id"
            : "INSERT INTO idempotency_keys (id, fingerprint, answer, created_at, expires_at) VALUES (@Id, @Fingerprint, @answer, @now, @expires)",
            parameters, cancellationToken);
    }

    /// <summary>The answer of a write that was done before.</summary>
    /// <exception cref="KeyReusedException">The key was used for another request.</exception>
    public static async Task<T> ReadAsync<T>(MySqlConnection connection, MySqlTransaction transaction, WriteRequest request, CancellationToken cancellationToken)
    {
        var (fingerprint, answer) = await connection.QuerySingleAsync<(byte[], byte[])>(new CommandDefinition(
            "SELECT fingerprint, answer FROM idempotency_keys WHERE id = @Id FOR SHARE", new { request.Id }, transaction, cancellationToken: cancellationToken));
        return fingerprint.AsSpan().SequenceEqual(request.Fingerprint)
            ? JsonSerializer.Deserialize<T>(answer)!
            : throw new KeyReusedException();
    }

    private static Task<int> ExecuteAsync(MySqlConnection connection, MySqlTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
}
