namespace Aspire.Dashboard.Access;

/// <summary>Tells the browser that the pages use nothing but this host's own files.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>A virtual list says by style attributes how high the rows are that are not there. Attributes cannot do what style sheets could: load anything or reach other elements.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
