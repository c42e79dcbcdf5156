using System.Net;
using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using Foobar.Web.Identity.SignIn;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Identity;
using MySqlConnector;

namespace Foobar.Web.Identity;

/// <summary>Signs users up and in, and changes their accounts.</summary>
internal sealed class AccountService(SiteDatabase database, IPasswordHasher<Account> hasher, SignInThrottle throttle, TimeProvider time)
{
    private static readonly Account Nobody = new();

    // Checked in place of a stored password when there is no such user, so that the answer takes the same time.
    private readonly string _hashOfNobody = hasher.HashPassword(Nobody, Guid.NewGuid().ToString());

    /// <summary>Adds a user, unless the input is invalid or the name or address is taken.</summary>
    public async Task<Outcome<Account>> RegisterAsync(NewAccount given, WriteRequest write, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var account = new Account
        {
            Username = AccountRules.Username(errors, given.Username),
            Email = AccountRules.Email(errors, given.Email),
        };
        var password = AccountRules.Password(errors, given.Password);
        if (errors.Any)
            return errors;

        var hash = hasher.HashPassword(Nobody, password);
        var now = time.GetUtcNow().UtcDateTime;
        return await WriteUniqueAsync(write, account, async (connection, transaction, token) =>
        {
            var id = await AccountSql.InsertAsync(connection, transaction, account, hash, now, token);
            return await AccountSql.FindAsync(connection, transaction, id, token) ?? throw new InvalidOperationException("The new user is missing.");
        }, cancellationToken);
    }

    /// <summary>The account of who knows its password; a wrong password and an unknown e-mail address are refused alike.</summary>
    /// <param name="email">The e-mail address.</param>
    /// <param name="password">The password.</param>
    /// <param name="address">Where the attempt comes from; null when that is not known.</param>
    /// <param name="cancellationToken">Stops the sign-in.</param>
    /// <exception cref="TooManyAttemptsException">Passwords were tried too often.</exception>
    public async Task<Outcome<Account>> SignInAsync(string? email, string? password, IPAddress? address, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        TextRules.Required(errors, "email", email, AccountRules.EmailLength);
        TextRules.Required(errors, "password", password, AccountRules.PasswordMaximum);
        if (errors.Any)
            return errors;

        // Strong, so that who has just signed up, or changed the password, can sign in on any web server.
        var credentials = await database.ReadAsync(
            ReadLevel.Strong, (connection, token) => AccountSql.FindCredentialsAsync(connection, email!.Trim(), token), cancellationToken);
        var keys = SignInKeys.Of(credentials.EmailKey, address);
        await throttle.EnterAsync(keys, cancellationToken);
        var verified = hasher.VerifyHashedPassword(Nobody, credentials.PasswordHash ?? _hashOfNobody, password!);
        if (credentials.Id is not { } id || verified == PasswordVerificationResult.Failed)
        {
            throttle.Refuse();
            return Refusal.Unauthorized;
        }
        await throttle.ForgiveAsync(keys, cancellationToken);
        var account = await database.ReadAsync(
            ReadLevel.Strong, (connection, token) => AccountSql.FindAsync(connection, null, id, token), cancellationToken);
        return account is null ? Refusal.Unauthorized : account;
    }

    /// <summary>Changes what is present in the changes and keeps the rest.</summary>
    public async Task<Outcome<Account>> ChangeAsync(long id, AccountChanges changes, WriteRequest write, CancellationToken cancellationToken)
    {
        var errors = Check(changes, out var asked);
        if (errors.Any)
            return errors;

        var hash = changes.Password.IsPresent ? hasher.HashPassword(Nobody, changes.Password.Value!) : null;
        var now = time.GetUtcNow().UtcDateTime;
        return await WriteUniqueAsync(write, asked with { Id = id }, async (connection, transaction, token) =>
        {
            if (await AccountSql.FindAsync(connection, transaction, id, token) is not { } stored)
                return Refusal.Unauthorized;
            var changed = stored with
            {
                Username = changes.Username.IsPresent ? asked.Username : stored.Username,
                Email = changes.Email.IsPresent ? asked.Email : stored.Email,
                Bio = changes.Bio.IsPresent ? asked.Bio : stored.Bio,
                Image = changes.Image.IsPresent ? asked.Image : stored.Image,
                SessionVersion = hash is null ? stored.SessionVersion : stored.SessionVersion + 1,
            };
            await AccountSql.UpdateAsync(connection, transaction, changed, hash, now, token);
            return changed;
        }, cancellationToken);
    }

    /// <summary>The account that a session belongs to; null when the session is over.</summary>
    public async Task<Account?> FindAsync(long id, int sessionVersion, ReadLevel level, CancellationToken cancellationToken)
    {
        var account = await database.ReadAsync(
            level, (connection, token) => AccountSql.FindAsync(connection, null, id, token), cancellationToken);
        return account?.SessionVersion == sessionVersion ? account : null;
    }

    private static FieldErrors Check(AccountChanges changes, out Account asked)
    {
        var errors = new FieldErrors();
        if (changes.IsEmpty)
            errors.Add("body", "must have at least one field to change");
        asked = new Account
        {
            Username = changes.Username.IsPresent ? AccountRules.Username(errors, changes.Username.Value) : "",
            Email = changes.Email.IsPresent ? AccountRules.Email(errors, changes.Email.Value) : "",
            Bio = changes.Bio.IsPresent ? AccountRules.Bio(errors, changes.Bio.Value) : null,
            Image = changes.Image.IsPresent ? AccountRules.Image(errors, changes.Image.Value) : null,
        };
        if (changes.Password.IsPresent)
            AccountRules.Password(errors, changes.Password.Value);
        return errors;
    }

    /// <summary>Writes, and turns a hit on a unique index into messages for every field that is taken.</summary>
    private Task<Outcome<Account>> WriteUniqueAsync(
        WriteRequest write, Account asked, Func<MySqlConnection, MySqlTransaction, CancellationToken, Task<Outcome<Account>>> work, CancellationToken cancellationToken) =>
        database.WriteAsync<Outcome<Account>>(write, async (connection, transaction, token) =>
        {
            try
            {
                return await work(connection, transaction, token);
            }
            catch (MySqlException exception) when (MySqlErrors.DuplicateKey(exception) is not null)
            {
                // Only the statement was rolled back, and the other user's row is committed: it can be looked at here.
                var (username, email) = await AccountSql.FindTakenAsync(connection, transaction, asked, token);
                if (!username && !email)
                    throw;
                var errors = new FieldErrors();
                if (username)
                    errors.Add("username", TextRules.Taken);
                if (email)
                    errors.Add("email", TextRules.Taken);
                return errors;
            }
        }, cancellationToken);
}
