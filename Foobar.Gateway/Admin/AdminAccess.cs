using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Admin;

/// <summary>Lets those in who have the key: as the password of <c>admin</c>, which browsers ask for, or as a bearer token.</summary>
internal sealed class AdminAccess(RequestDelegate next, AdminOptions options)
{
    private const string User = "admin";

    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes(options.Key));

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        if (!HasKey(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            headers.WWWAuthenticate = "Basic realm=\"gateway\", charset=\"UTF-8\"";
            return Task.CompletedTask;
        }
        if (IsFromElsewhere(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("Changes are taken from the gateway's own page, or from programs that send no Origin.", context.RequestAborted);
        }
        return next(context);
    }

    private bool HasKey(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var credentials) || credentials.Parameter is not { } parameter)
            return false;
        if (credentials.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return IsKey(parameter);
        var bytes = new byte[parameter.Length];
        if (!credentials.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(parameter, bytes, out var length))
            return false;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is [User, var password] && IsKey(password);
    }

    /// <summary>Compares hashes, so that the time tells nothing.</summary>
    private bool IsKey(string text) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), _key);

    /// <summary>A browser sends the password along with whatever another page makes it send.</summary>
    private static bool IsFromElsewhere(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && request.Headers[HeaderNames.Origin] is [{ } origin] && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
