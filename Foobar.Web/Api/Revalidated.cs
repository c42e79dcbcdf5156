using System.Security.Cryptography;
using System.Text.Json;
using Foobar.ServiceDefaults;
using Foobar.Web.Identity;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Foobar.Web.Api;

/// <summary>The answer to a GET, named by its content: whoever has it already is told so with 304 and no body.</summary>
/// <remarks>The name is made of what is sent, so it needs no record of changes, and differs where two visitors are shown different things.</remarks>
internal sealed record Revalidated<T>(T Body) : IResult
{
    // Shared caches may show everybody the same for a second; browsers ask every time, and are mostly told 304.
    private const string ForEverybody = "public, max-age=0, s-maxage=1";
    private const string ForOne = "private, no-cache";

    // What decides whether a visitor is anonymous, and if not, who they are and what they must see; and which pages may read it.
    private static readonly string Varies = string.Join(", ", HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.Origin, FoobarNames.Headers.ReadPosition);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var content = JsonSerializer.SerializeToUtf8Bytes(Body, json);
        var name = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"");

        var response = httpContext.Response;
        var headers = response.GetTypedHeaders();
        headers.ETag = name;
        response.Headers.Vary = Varies;
        response.Headers.CacheControl = httpContext.RequestServices.GetRequiredService<Visitor>().IsAnonymous ? ForEverybody : ForOne;
        if (IsKnown(httpContext.Request, name))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content, httpContext.RequestAborted);
    }

    // Weak comparison, as RFC 9110 has it for If-None-Match: a gateway that compresses may have made the name weak.
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue name) =>
        request.Headers.IfNoneMatch.Count > 0
        && request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(name, useStrongComparison: false));
}
