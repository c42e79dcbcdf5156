using System.Text.Encodings.Web;
using System.Text.Unicode;
using Foobar.ServiceDefaults;
using Foobar.Web.Api.Json;
using Microsoft.Net.Http.Headers;

namespace Foobar.Web.Api;

/// <summary>Sets up how the API reads and writes JSON.</summary>
internal static class ApiServices
{
    // How long browsers remember what another site's page may send.
    private static readonly TimeSpan PreflightLifetime = TimeSpan.FromHours(2);

    /// <summary>Adds the API's converters, lets pages of other sites call it, and makes bodies that cannot be read errors like all others.</summary>
    public static void AddApi(this IHostApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new OptionalConverterFactory());
            options.SerializerOptions.Converters.Add(new UtcTimeConverter());
            // Letters of all scripts go out as they are; what could end a script or a tag is still escaped.
            options.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });
        // The API takes tokens and never session cookies, so a page of any site may call it: it can do no more than any other client.
        builder.Services.AddCors(options => options.AddPolicy(ApiRoutes.CorsPolicy, policy => policy
            .AllowAnyOrigin()
            .AllowAnyMethod()
            .AllowAnyHeader()
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, FoobarNames.Headers.ReadPosition, FoobarNames.Headers.IdempotencyReplayed)
            .SetPreflightMaxAge(PreflightLifetime)));
        // In Production the default is a bare 400 that cannot say what is wrong.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }
}
