using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Net.Http.Headers;

namespace Aspire.Dashboard.Access;

/// <summary>Lets nobody pass who has not logged in, except to the login page and to static files.</summary>
internal sealed class AccessGate(RequestDelegate next, Session session)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        // A name that points to loopback by DNS tricks, or a page of another local port, which the browser takes for the same site.
        if (!IsLocalHost(request.Host.Host) || !IsSameOrigin(request))
            return RefuseAsync(context, StatusCodes.Status403Forbidden);
        if (session.IsLoggedIn(context) || request.Path == LoginEndpoints.Path || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return next(context);
        var isPage = HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        if (!isPage)
            return RefuseAsync(context, StatusCodes.Status401Unauthorized);
        context.Response.Redirect(LoginEndpoints.GetUrl(request.Path + request.QueryString));
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static bool IsLocalHost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var address) && System.Net.IPAddress.IsLoopback(address));

    /// <summary>Browsers name the origin with every post and every socket.</summary>
    private static bool IsSameOrigin(HttpRequest request) => request.Headers[HeaderNames.Origin].ToString() is not { Length: > 0 } origin
        || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
