using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Foobar.ServiceDefaults.Stopping;

/// <summary>While the service drains, its answers ask clients to come back on another connection, so that no request is on its way here when it ends.</summary>
internal sealed class LeavingConnections(RequestDelegate next, Draining draining)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Over HTTP/2 the server itself tells the client when it stops.
        if (draining.HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers[HeaderNames.Connection] = "close";
        return next(context);
    }
}
