using Dapper;
using Foobar.Web.Data;
using MySqlConnector;

namespace Foobar.Web.Profiles;

/// <summary>The statements about users as others see them, and who follows whom.</summary>
internal static class ProfileSql
{
    /// <summary>What a <see cref="Profile"/> shows of the user <c>u</c> to the account <c>@viewer</c>, which may be null: then nothing is looked up for it.</summary>
    public static string ColumnsFor(long? viewer) => viewer is null
        ? "u.username, u.bio, u.image, FALSE AS Following"
        : "u.username, u.bio, u.image, EXISTS (SELECT 1 FROM follows AS w WHERE w.follower_id = @viewer AND w.followed_id = u.id) AS Following";

    /// <summary>The user of this name as this account sees them, or null.</summary>
    public static Query<Profile?> Find(string username, long? viewer) => new(
        $"SELECT {ColumnsFor(viewer)} FROM users AS u WHERE u.username = @username",
        new { username, viewer },
        results => results.ReadSingleOrDefaultAsync<Profile>());

    /// <summary>The same within a transaction, or without one.</summary>
    public static Task<Profile?> FindAsync(
        MySqlConnection connection, MySqlTransaction? transaction, string username, long? viewer, CancellationToken cancellationToken) =>
        connection.AskAsync(Find(username, viewer), transaction, cancellationToken);

    /// <summary>The id of the user of this name, or null.</summary>
    public static Task<long?> FindIdAsync(MySqlConnection connection, MySqlTransaction transaction, string username, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT id FROM users WHERE username = @username", new { username }, transaction, cancellationToken: cancellationToken));

    /// <summary>Lets one account follow another one.</summary>
    public static Task FollowAsync(
        MySqlConnection connection, MySqlTransaction transaction, long follower, long followed, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "INSERT IGNORE INTO follows (follower_id, followed_id) VALUES (@follower, @followed)",
            new { follower, followed }, transaction, cancellationToken: cancellationToken));

    /// <summary>Lets one account no longer follow another one.</summary>
    public static Task UnfollowAsync(
        MySqlConnection connection, MySqlTransaction transaction, long follower, long followed, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM follows WHERE follower_id = @follower AND followed_id = @followed",
            new { follower, followed }, transaction, cancellationToken: cancellationToken));
}
