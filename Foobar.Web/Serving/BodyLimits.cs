using Foobar.Web.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Web.Serving;

/// <summary>Refuses a body that is larger than its endpoint takes.</summary>
/// <remarks>
/// The server's own limit closes the connection under a client, or a gateway, that is still sending, and the answer with it.
/// A body whose size is told is refused here, and what is on its way the server then reads away.
/// </remarks>
internal sealed class BodyLimits(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? ServingServices.BodyBytesAtMost;
        if (context.Request.ContentLength > limit)
            return ErrorWriter.WriteAsync(context, StatusCodes.Status413PayloadTooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = limit;
        return next(context);
    }
}
