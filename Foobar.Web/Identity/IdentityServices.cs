using Foobar.ServiceDefaults;
using Foobar.Web.Api;
using Foobar.Web.Identity.SignIn;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Foobar.Web.Identity;

/// <summary>Registers accounts, sessions and tokens.</summary>
internal static class IdentityServices
{
    private const string ByPath = "by-path";

    /// <summary>Adds sign-up and sign-in; the API takes tokens and never cookies, the pages cookies and never tokens.</summary>
    public static void AddIdentity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TokenOptions>().Bind(builder.Configuration.GetSection(TokenOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TokenOptions>>().Value);
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = Passwords.Rounds);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(provider => provider.GetRequiredService<ApiTokens>());
        services.AddHttpContextAccessor();
        services.AddScoped<Visitor>();

        // A form on another site can make a browser send the cookie, but never a token: so the API needs no antiforgery.
        services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, null, options => options.ForwardDefaultSelector = context =>
                ApiRoutes.Handles(context.Request.Path) ? ApiTokens.Scheme : SessionCookie.Scheme)
            .AddCookie(SessionCookie.Scheme, SessionCookie.Configure)
            .AddJwtBearer(ApiTokens.Scheme, null, _ => { });
        services.AddAuthorization();
    }
}
