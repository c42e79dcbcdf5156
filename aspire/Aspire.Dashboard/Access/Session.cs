using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Access;

/// <summary>Tells who has logged in. The cookie is derived from the token, so it outlives a restart of the dashboard but not the application host's run.</summary>
internal sealed class Session(IOptions<FrontendOptions> options)
{
    private readonly FrontendOptions _options = options.Value;
    private readonly byte[] _cookie = DeriveCookie(options.Value.BrowserToken ?? "");

    public bool IsUnsecured => _options.IsUnsecured;

    public bool IsToken(string? token) => !string.IsNullOrEmpty(token) && !string.IsNullOrEmpty(_options.BrowserToken)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(_options.BrowserToken));

    public bool IsLoggedIn(HttpContext context) => IsUnsecured
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Cookies[GetCookieName(context)] ?? ""), _cookie);

    public void LogIn(HttpContext context) => context.Response.Cookies.Append(GetCookieName(context), Encoding.UTF8.GetString(_cookie), new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    });

    /// <summary>Cookies do not tell ports apart, so the name does: two dashboards on localhost must not log each other out.</summary>
    private static string GetCookieName(HttpContext context) => $"aspire-dashboard-{context.Connection.LocalPort}";

    private static byte[] DeriveCookie(string token) =>
        Encoding.UTF8.GetBytes(WebEncoders.Base64UrlEncode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "dashboard session"u8)));
}
