using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using Foobar.Web.Validation;
using MySqlConnector;

namespace Foobar.Web.Profiles;

/// <summary>Finds users as others see them, and lets users follow one another.</summary>
internal sealed class ProfileService(SiteDatabase database)
{
    /// <summary>The user of this name as this account sees them, or null; the account is null for somebody who is not signed in.</summary>
    public Task<Profile?> FindAsync(string username, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) => ProfileSql.FindAsync(connection, null, username, viewer, token), cancellationToken);

    /// <summary>Lets an account follow the user of this name, unless that is its own; once more changes nothing.</summary>
    public Task<Outcome<Profile>> FollowAsync(long follower, string username, WriteRequest write, CancellationToken cancellationToken) =>
        WriteAsync(follower, username, write, (connection, transaction, followed, token) =>
            ProfileSql.FollowAsync(connection, transaction, follower, followed, token), cancellationToken);

    /// <summary>Lets an account no longer follow the user of this name; once more changes nothing.</summary>
    public Task<Outcome<Profile>> UnfollowAsync(long follower, string username, WriteRequest write, CancellationToken cancellationToken) =>
        WriteAsync(follower, username, write, (connection, transaction, followed, token) =>
            ProfileSql.UnfollowAsync(connection, transaction, follower, followed, token), cancellationToken);

    private Task<Outcome<Profile>> WriteAsync(
        long follower, string username, WriteRequest write, Func<MySqlConnection, MySqlTransaction, long, CancellationToken, Task> change, CancellationToken cancellationToken) =>
        database.WriteAsync<Outcome<Profile>>(write, async (connection, transaction, token) =>
        {
            if (await ProfileSql.FindIdAsync(connection, transaction, username, token) is not { } followed)
                return Refusal.NotFound;
            if (followed == follower)
                return FieldErrors.Of("username", "is your own");
            await change(connection, transaction, followed, token);
            return (await ProfileSql.FindAsync(connection, transaction, username, follower, token))!;
        }, cancellationToken);
}
