using System.Text.Encodings.Web;
using System.Text.Unicode;
using Foobar.Web.Api.Json;
using Foobar.Web.Consistency;
using Foobar.Web.Data;
using Foobar.Web.Errors;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Foobar.Web.Serving;

/// <summary>Sets up the server, the pages and the order in which a request goes through them.</summary>
internal static class ServingServices
{
    /// <summary>The largest body: an article of 100,000 characters, each of them escaped as JSON or a form does it at worst, and something to spare.</summary>
    public const int BodyBytesAtMost = 2 * 1024 * 1024;

    // What the server reads of a body that is refused, so that the answer arrives.
    private const int ReadAwayAtMost = 8 * 1024 * 1024;

    // The longest cookies and a token have 7 kB together.
    private const int HeaderBytesAtMost = 16 * 1024;
    private const int HeadersAtMost = 64;

    /// <summary>Adds the server's limits, the pages, and the handling of errors.</summary>
    public static void AddServing(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ReadAwayAtMost;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytesAtMost;
            kestrel.Limits.MaxRequestHeaderCount = HeadersAtMost;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });

        // ASPNETCORE_FORWARDEDHEADERS_ENABLED puts the middleware in, for scheme and address; links need the host as well.
        builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders |= ForwardedHeaders.XForwardedHost);

        builder.Services.AddOptions<SiteOptions>().Bind(builder.Configuration.GetSection(SiteOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsValidator>();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<SiteOptions>>().Value);

        // Pages have no secret whose letters could be guessed from their compressed size: the token of a form is made anew each time.
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "text/plain", "application/atom+xml", "application/xml"];
        });
        builder.Services.AddExceptionHandler<SiteExceptionHandler>();
        builder.Services.AddSingleton<StyleSheet>();
        builder.Services.AddRazorPages();
        // Letters of all scripts go out as they are; what is markup in HTML is still escaped.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddAntiforgery(options =>
        {
            options.FormFieldName = "form-token";
            options.Cookie.Name = "__Host-foobar-form";
            options.Cookie.Path = "/";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it, and more strictly
            // "Always" would answer a request without TLS with an error. Behind the gateway the cookie is Secure all the same,
            // and anywhere else browsers do not keep a __Host- cookie.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>The way of every request: headers, errors, static files, who it is, and what they may do.</summary>
    public static void UseServing(this WebApplication app)
    {
        app.UseMiddleware<ResponseHeaders>();
        app.UseResponseCompression();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => ErrorWriter.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        // Named here, because static files end their way in it: before this line they would have none of the headers.
        app.UseRouting();
        app.UseCors();
        app.Use((context, next) =>
        {
            // The server gives each request a flow of its own.
            SharedDeadline.Begin();
            return next(context);
        });
        app.UseMiddleware<ReadPositions>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<BodyLimits>();
        app.UseMiddleware<JsonCharset>();
        app.UseMiddleware<IdempotencyKeys>();
        app.UseMiddleware<PageRevalidation>();
    }

    /// <summary>Maps the pages and the static files; the latter ask for no account.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().ShortCircuit();
        app.MapRazorPages().WithStaticAssets();
    }
}
