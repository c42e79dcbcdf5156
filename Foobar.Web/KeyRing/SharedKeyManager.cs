using Dapper;
using Foobar.Web.Data.Routing;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using MySqlConnector;

namespace Foobar.Web.KeyRing;

/// <summary>Lets one web server at a time make a key, and the others take that one.</summary>
/// <remarks>
/// Two web servers that start on an empty table, or that both see the last key come to its end, would otherwise make a key
/// each, and neither would know the other's. The lock is the primary's and ends with the connection. Should a failover take
/// it away halfway, there are two keys after all, and <see cref="SharedKeyRing"/> finds the one that it does not know.
/// </remarks>
internal sealed partial class SharedKeyManager(
    XmlKeyManager inner, RoutingDataSource source, ILogger<SharedKeyManager> logger) : IKeyManager
{
    private const string LockName = "foobar.data_protection_keys";
    private const int LockSeconds = 10;

    private IReadOnlySet<Guid> _seen = new HashSet<Guid>();

    public IReadOnlyCollection<IKey> GetAllKeys()
    {
        var keys = inner.GetAllKeys();
        Volatile.Write(ref _seen, keys.Select(key => key.KeyId).ToHashSet());
        return keys;
    }

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        CreateNewKeyAsync(activationDate, expirationDate).GetAwaiter().GetResult();

    public CancellationToken GetCacheExpirationToken() => inner.GetCacheExpirationToken();

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);

    private async Task<IKey> CreateNewKeyAsync(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        // What this web server knew when it decided that a key is missing.
        var seen = Volatile.Read(ref _seen);
        await using var connection = await source.OpenWriteAsync(CancellationToken.None);
        if (await connection.ExecuteScalarAsync<int?>("SELECT GET_LOCK(@LockName, @LockSeconds)", new { LockName, LockSeconds }) != 1)
            throw new InvalidOperationException($"Another web server has held the lock '{LockName}' for more than {LockSeconds} s.");
        try
        {
            if (inner.GetAllKeys().FirstOrDefault(key => !seen.Contains(key.KeyId) && !key.IsRevoked) is { } others)
            {
                LogTaken(others.KeyId);
                return others;
            }
            var key = inner.CreateNewKey(activationDate, expirationDate);
            LogMade(key.KeyId, activationDate, expirationDate);
            return key;
        }
        finally
        {
            await ReleaseAsync(connection);
        }
    }

    private async Task ReleaseAsync(MySqlConnection connection)
    {
        try
        {
            await connection.ExecuteAsync("DO RELEASE_LOCK(@LockName)", new { LockName });
        }
        catch (MySqlException exception)
        {
            // The connection is gone, and the lock with it; the key is made all the same.
            LogNotReleased(exception);
        }
    }

    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Data-protection key {KeyId} made, active from {From} to {To}.")]
    private partial void LogMade(Guid keyId, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Data-protection key {KeyId}, just made by another web server, is taken.")]
    private partial void LogTaken(Guid keyId);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "The lock of the data-protection keys was lost before it was released.")]
    private partial void LogNotReleased(Exception exception);
}
