using System.Globalization;
using System.Security.Claims;

namespace Foobar.Web.Identity;

/// <summary>What a session cookie or an API token says about its owner: which account, and as of which password.</summary>
internal sealed record Session(long AccountId, int Version)
{
    private const string IdClaim = "sub";
    private const string VersionClaim = "ver";

    /// <summary>The session of an account as it is now.</summary>
    public static Session Of(Account account) => new(account.Id, account.SessionVersion);

    /// <summary>The session that these claims describe; null when they do not describe one.</summary>
    public static Session? From(ClaimsPrincipal? principal) =>
        long.TryParse(principal?.FindFirst(IdClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && int.TryParse(principal?.FindFirst(VersionClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new Session(id, version)
            : null;

    /// <summary>The claims that describe this session.</summary>
    public ClaimsIdentity ToIdentity(string authenticationType) => new(
        [
            new Claim(IdClaim, AccountId.ToString(CultureInfo.InvariantCulture)),
            new Claim(VersionClaim, Version.ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer32),
        ],
        authenticationType);

    /// <summary>Puts the account of the claims into the request's <see cref="Visitor"/>; false when the session is over.</summary>
    public static async Task<bool> ResumeAsync(HttpContext context, ClaimsPrincipal? principal)
    {
        if (From(principal) is not { } session)
            return false;
        var accounts = context.RequestServices.GetRequiredService<AccountService>();
        var visitor = context.RequestServices.GetRequiredService<Visitor>();
        visitor.ClaimedAccount = session.AccountId;
        var account = await accounts.FindAsync(session.AccountId, session.Version, visitor.ReadLevel, context.RequestAborted);
        visitor.Account = account;
        return account is not null;
    }
}
