using Foobar.Gateway.Protection.Answers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Foobar.Gateway.Protection.Requests;

/// <summary>Refuses requests that two servers may read in two ways, and takes out of all others what is not for the webs.</summary>
/// <remarks>
/// The server shortens a <c>Connection</c> with one of close, keep-alive and upgrade in it to that word, so what is named beside it is not known here and goes on,
/// as it would without being named. No web sees a <c>Connection</c> of a client, so none can be made to drop a header by it.
/// </remarks>
internal sealed class RequestGuard(RequestDelegate next, ProtectionTelemetry telemetry)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (RequestFaults.Find(context, out var unwanted) is { } fault)
            return RefuseAsync(context, fault);
        Clean(context.Request, unwanted);
        return context.Request.ContentLength == 0 && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } ? GoOnAtTheEndAsync(context) : next(context);
    }

    /// <summary>A stream of HTTP/2 may say that it has no body, and send one. The proxy would not look for it, and could be done before it comes.</summary>
    private async Task GoOnAtTheEndAsync(HttpContext context)
    {
        if (await context.Request.Body.ReadAsync(new byte[1], context.RequestAborted) == 0)
            await next(context);
        else
            await RefuseAsync(context, new Fault(StatusCodes.Status400BadRequest, "has a body of another length than it says"));
    }

    private Task RefuseAsync(HttpContext context, Fault fault)
    {
        telemetry.Refused("malformed");
        Refusal.EndConnection(context);
        return Refusal.WriteAsync(context, fault.Status, fault.Message);
    }

    private static void Clean(HttpRequest request, List<string>? unwanted)
    {
        var headers = request.Headers;
        foreach (var value in headers.Connection)
        {
            foreach (var option in new StringTokenizer(value ?? "", [',']))
            {
                var name = option.Trim().ToString();
                if (name.Length > 0 && !ClientHeaders.IsConnectionOption(name))
                    (unwanted ??= []).Add(name);
            }
        }
        // The proxy takes any method with WebSocket for GET, and another protocol is none that the webs speak: such an offer is not taken up.
        if (headers.Upgrade.Count > 0 && !(HttpMethods.IsGet(request.Method) && "websocket".Equals(headers.Upgrade, StringComparison.OrdinalIgnoreCase)))
            (unwanted ??= []).Add("Upgrade");
        if (unwanted is null)
            return;
        foreach (var name in unwanted)
            headers.Remove(name);
    }
}
