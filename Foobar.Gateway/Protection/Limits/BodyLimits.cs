using Foobar.Gateway.Protection.Answers;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Protection.Limits;

/// <summary>Refuses a body that is larger than its route takes: with 413, before anything is sent on when its length is told, else when it gets too long.</summary>
/// <remarks>
/// The server's own limit closes the connection under a client that is still sending, and the answer with it. Here it is answered first;
/// then the server reads away what comes for up to 5 s, and closes.
/// </remarks>
internal sealed class BodyLimits(RequestDelegate next, LimitOptions options, ProtectionTelemetry telemetry)
{
    private const string Message = "is too large";

    // The server counts what tells the chunks apart as well, of which there may be no end either. A body in chunks of one byte is six times as long.
    private const int WithChunksAtMost = 8;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true })
            return next(context);
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.MaxRequestBodySize ?? options.BodyBytes;
        var length = context.Request.ContentLength;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = length is null && limit >= 0 ? limit * WithChunksAtMost : null;
        if (limit < 0 || length <= limit)
            return next(context);
        return length is null ? CountAsync(context, limit) : RefuseAsync(context);
    }

    private async Task CountAsync(HttpContext context, long limit)
    {
        var body = new LimitedBody(context.Request.Body, limit);
        context.Request.Body = body;
        await next(context);
        if (body.IsExceeded && !context.Response.HasStarted)
            await RefuseAsync(context);
    }

    private Task RefuseAsync(HttpContext context)
    {
        telemetry.Refused("body");
        Refusal.EndConnection(context);
        return Refusal.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, Message);
    }
}
