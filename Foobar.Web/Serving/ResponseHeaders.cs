using Foobar.ServiceDefaults;
using Foobar.Web.Api;
using Foobar.Web.Identity;

namespace Foobar.Web.Serving;

/// <summary>Puts the headers on every response that keep browsers and caches from doing what they must not.</summary>
internal sealed class ResponseHeaders(RequestDelegate next, StyleSheet styles, IHostEnvironment environment, IConfiguration configuration)
{
    // Files in this folder have their version in their name. The style sheet names them, so their fingerprint cannot be in it.
    private static readonly PathString Fonts = "/fonts";

    // Only the site's own files, nothing inline but the style sheet, no markup made of text by scripts; pictures may be anywhere, as authors link to them.
    private readonly string _contentSecurityPolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {styles.Source}; font-src 'self'; connect-src 'self'; img-src 'self' https:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private readonly string? _servedBy = environment.IsDevelopment() ? configuration["OTEL_SERVICE_NAME"] ?? Environment.MachineName : null;

    public Task InvokeAsync(HttpContext context)
    {
        // Set when the response starts, because the exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            Set(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _contentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (context.Request.Path.StartsWithSegments(Fonts, StringComparison.Ordinal) && context.Response.StatusCode is 200 or 304)
            headers.CacheControl = "public, max-age=31536000, immutable";
        if (_servedBy is not null)
            headers[FoobarNames.Headers.ServedBy] = _servedBy;
        if (headers.CacheControl.Count > 0)
            return;
        // The API says of each answer that may be kept how long; the others have tokens in them, or are errors.
        if (ApiRoutes.Handles(context.Request.Path))
            headers.CacheControl = "no-store";
        // What one visitor sees is for no other one, and must not come back from a cache after signing out.
        else if (Visitor.HasCredentials(context.Request))
            headers.CacheControl = "private, no-cache";
    }
}
