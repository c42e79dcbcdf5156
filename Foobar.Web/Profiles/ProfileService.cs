using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using Foobar.Web.Validation;

namespace Foobar.Web.Profiles;

/// <summary>Finds users as others see them, and lets users follow one another.</summary>
internal sealed class ProfileService(SiteDatabase database)
{
    /// <summary>The user of this name as this account sees them, or null; the account is null for somebody who is not signed in.</summary>
    public Task<Profile?> FindAsync(string username, long? viewer, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) => ProfileSql.FindAsync(connection, null, username, viewer, token), cancellationToken);

    /// <summary>Lets an account follow the user of this name; once more changes nothing.</summary>
    public Task<Outcome<Profile>> FollowAsync(long follower, string username, WriteRequest write, CancellationToken cancellationToken) =>
        database.WriteAsync(write, async (connection, transaction, token) =>
        {
            await ProfileSql.FollowAsync(connection, transaction, follower, username, token);
            return Found(await ProfileSql.FindAsync(connection, transaction, username, follower, token));
        }, cancellationToken);

    /// <summary>Lets an account no longer follow the user of this name; once more changes nothing.</summary>
    public Task<Outcome<Profile>> UnfollowAsync(long follower, string username, WriteRequest write, CancellationToken cancellationToken) =>
        database.WriteAsync(write, async (connection, transaction, token) =>
        {
            await ProfileSql.UnfollowAsync(connection, transaction, follower, username, token);
            return Found(await ProfileSql.FindAsync(connection, transaction, username, follower, token));
        }, cancellationToken);

    private static Outcome<Profile> Found(Profile? profile) => profile is null ? Refusal.NotFound : profile;
}
