using Foobar.ServiceDefaults;
using Foobar.Web.Identity;
using Microsoft.Net.Http.Headers;

namespace Foobar.Web.Serving;

/// <summary>Tags a page that is marked with <see cref="RevalidatedPageAttribute"/> by its content, and answers 304 to who has it already.</summary>
/// <remarks>A new version of the site gives the same page another tag.</remarks>
internal sealed class PageRevalidation(RequestDelegate next)
{
    // Enough for a usual page, so that the buffer need not grow.
    private const int UsualBytes = 32 * 1024;

    // The compression tells of Accept-Encoding only to who sends it, and a cache would give the others' answer to all.
    private static readonly string[] Varies = [HeaderNames.AcceptEncoding, HeaderNames.Cookie, HeaderNames.Authorization, FoobarNames.Headers.ReadPosition];

    public async Task InvokeAsync(HttpContext context, Visitor visitor)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RevalidatedPageAttribute>() is not { } page)
        {
            await next(context);
            return;
        }
        // Also where the answer is for one visitor: a cache that has the page for everybody must not give it to them.
        context.Response.Headers.Append(HeaderNames.Vary, string.Join(", ", Varies));
        if (visitor.IsAnonymous && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
            await AnswerAsync(context, page);
        else
            await next(context);
    }

    private async Task AnswerAsync(HttpContext context, RevalidatedPageAttribute page)
    {
        var response = context.Response;
        var body = response.Body;
        using var buffer = new MemoryStream(UsualBytes);
        response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            var content = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
            // Weak, because the same content may be sent compressed.
            var tag = ContentTag.Of(content, isWeak: true);
            response.GetTypedHeaders().ETag = tag;
            response.Headers.CacheControl = SharedCaching.For(page.SharedSeconds);
            if (ContentTag.IsKnown(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                return;
            }
        }
        buffer.Position = 0;
        await buffer.CopyToAsync(body, context.RequestAborted);
    }
}
