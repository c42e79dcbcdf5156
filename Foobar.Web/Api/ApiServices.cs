using System.Text.Encodings.Web;
using System.Text.Unicode;
using Foobar.Web.Api.Json;

namespace Foobar.Web.Api;

/// <summary>Sets up how the API reads and writes JSON.</summary>
internal static class ApiServices
{
    /// <summary>Adds the API's converters, and makes bodies that cannot be read errors like all others.</summary>
    public static void AddApi(this IHostApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new OptionalConverterFactory());
            options.SerializerOptions.Converters.Add(new UtcTimeConverter());
            // Letters of all scripts go out as they are; what could end a script or a tag is still escaped.
            options.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });
        // In Production the default is a bare 400 that cannot say what is wrong.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }
}
