using Aspire.Dashboard.Components.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Aspire.Dashboard.Access;

/// <summary>The login page and what its form and the printed link lead to.</summary>
internal static class LoginEndpoints
{
    public const string Path = "/login";

    public static void MapLogin(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Open).WithName("OpenLogin").WithSummary("Logs in with the token of the printed link, or asks for it.");
        // The token is the proof that the form is ours; there is no session yet that a forged form could use.
        routes.MapPost(Path, Enter).DisableAntiforgery().WithName("EnterLogin").WithSummary("Logs in with the token of the form.");
    }

    /// <summary>The login page that leads to a page afterwards.</summary>
    public static string GetUrl(string returnUrl) => returnUrl == "/" ? Path : $"{Path}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    private static Results<RedirectHttpResult, RazorComponentResult<Login>> Open(HttpContext context, Session session, string? t, string? returnUrl) =>
        t is null && !session.IsUnsecured ? Ask(returnUrl, failed: false) : LogIn(context, session, t, returnUrl);

    private static Results<RedirectHttpResult, RazorComponentResult<Login>> Enter(HttpContext context, Session session, [FromForm] string? token,
        [FromForm] string? returnUrl) => LogIn(context, session, token?.Trim(), returnUrl);

    private static Results<RedirectHttpResult, RazorComponentResult<Login>> LogIn(HttpContext context, Session session, string? token, string? returnUrl)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!session.IsUnsecured)
        {
            if (!session.IsToken(token))
                return Ask(returnUrl, failed: true);
            session.LogIn(context);
        }
        return TypedResults.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    private static RazorComponentResult<Login> Ask(string? returnUrl, bool failed) =>
        new(new Dictionary<string, object?> { [nameof(Login.ReturnUrl)] = IsLocal(returnUrl) ? returnUrl : null, [nameof(Login.Failed)] = failed })
        {
            StatusCode = failed ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK,
        };

    /// <summary>A path of this site: no other host, which two slashes or a backslash would name.</summary>
    private static bool IsLocal(string? url) => url is ['/', not ('/' or '\\'), ..];
}
