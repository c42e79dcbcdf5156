using Foobar.Web.Errors;
using Microsoft.Net.Http.Headers;

namespace Foobar.Web.Api.Json;

/// <summary>Refuses a body of the API that says it is in another encoding than UTF-8, the only one of JSON (RFC 8259).</summary>
/// <remarks>The framework would transcode some, and answer an encoding that it does not know with an error of its own.</remarks>
internal sealed class JsonCharset(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return ApiRoutes.Handles(request.Path) && (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method)) && IsOther(request.ContentType)
            ? ErrorWriter.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType)
            : next(context);
    }

    private static bool IsOther(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Charset.HasValue
        && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
