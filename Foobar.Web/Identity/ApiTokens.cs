using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Foobar.Web.Identity;

/// <summary>Issues the API's tokens, and sets up how they are checked.</summary>
internal sealed class ApiTokens(TokenOptions options, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    private const string Issuer = "foobar";
    private const string ApiScheme = "Token ";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly IReadOnlyList<SymmetricSecurityKey> _keys = options.ToSecurityKeys();

    /// <summary>A signed token for this account, valid from now on.</summary>
    public string Issue(Account account)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Subject = Session.Of(account).ToIdentity(Scheme),
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + options.Lifetime,
            SigningCredentials = new SigningCredentials(_keys[0], SecurityAlgorithms.HmacSha256),
        });
    }

    public void Configure(JwtBearerOptions options) => Configure(Scheme, options);

    public void Configure(string? name, JwtBearerOptions bearer)
    {
        if (name != Scheme)
            return;
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKeys = _keys,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            // The web servers' clocks may differ by a little.
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        bearer.Events = new JwtBearerEvents { OnMessageReceived = TakeToken, OnTokenValidated = ValidateAsync };
    }

    /// <summary>The API's own scheme is "Token"; "Bearer" is the handler's, and works as well.</summary>
    private static Task TakeToken(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(ApiScheme, StringComparison.OrdinalIgnoreCase))
            context.Token = header[ApiScheme.Length..].Trim();
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(TokenValidatedContext context)
    {
        if (!await Session.ResumeAsync(context.HttpContext, context.Principal))
            context.Fail("The session of this token is over.");
    }
}
