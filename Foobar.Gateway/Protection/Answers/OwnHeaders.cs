using Foobar.Gateway.Protection.Requests;

namespace Foobar.Gateway.Protection.Answers;

/// <summary>
/// Puts the request's id on each answer and, where it lacks them, the headers that keep browsers from guessing types, telling addresses and framing;
/// the webs' own are left alone.
/// </summary>
internal sealed class OwnHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            Complete(context.Response.Headers, context.TraceIdentifier);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    private static void Complete(IHeaderDictionary headers, string id)
    {
        headers[RequestIds.Header] = id;
        if (headers.XContentTypeOptions.Count == 0)
            headers.XContentTypeOptions = "nosniff";
        if (!headers.ContainsKey("Referrer-Policy"))
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        // A Content-Security-Policy says who may frame the page, and more exactly.
        if (headers.ContentSecurityPolicy.Count == 0 && headers.XFrameOptions.Count == 0)
            headers.XFrameOptions = "DENY";
    }
}
