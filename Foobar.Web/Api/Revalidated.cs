using System.Text.Json;
using Foobar.ServiceDefaults;
using Foobar.Web.Identity;
using Foobar.Web.Serving;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Foobar.Web.Api;

/// <summary>The answer to a GET, tagged by its content: whoever has it already is told so with 304 and no body.</summary>
/// <remarks>The tag differs where two visitors are shown different things.</remarks>
internal sealed record Revalidated<T>(T Body) : IResult
{
    private static readonly string ForEverybody = SharedCaching.For(seconds: 1);
    private const string ForOne = "private, no-cache";

    // What decides whether a visitor is anonymous, and if not, who they are and what they must see; and which pages may read it.
    private static readonly string Varies = string.Join(", ", HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.Origin, FoobarNames.Headers.ReadPosition);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var content = JsonSerializer.SerializeToUtf8Bytes(Body, json);
        var tag = ContentTag.Of(content, isWeak: false);

        var response = httpContext.Response;
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        response.Headers.Vary = Varies;
        response.Headers.CacheControl = httpContext.RequestServices.GetRequiredService<Visitor>().IsAnonymous ? ForEverybody : ForOne;
        if (ContentTag.IsKnown(httpContext.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content, httpContext.RequestAborted);
    }
}
