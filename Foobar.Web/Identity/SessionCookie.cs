using System.Security.Claims;
using Foobar.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Foobar.Web.Identity;

/// <summary>The cookie that keeps a visitor of the pages signed in, on every web server.</summary>
internal static class SessionCookie
{
    /// <summary>The cookie's name.</summary>
    public const string Name = FoobarNames.Cookies.Session;

    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Sets up the cookie, its lifetime, and the check that its session is not over.</summary>
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>Starts a session for this account, or renews it.</summary>
    public static Task SignInAsync(HttpContext context, Account account) => context.SignInAsync(
        Scheme, new ClaimsPrincipal(Session.Of(account).ToIdentity(Scheme)), new AuthenticationProperties { IsPersistent = true });

    /// <summary>Ends the session of this browser.</summary>
    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(Scheme);

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await Session.ResumeAsync(context.HttpContext, context.Principal))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
