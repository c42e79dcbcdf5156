using System.Text;
using Foobar.Gateway.Maintenance;

namespace Foobar.Gateway.Protection.Answers;

/// <summary>The answer to a request that the gateway does not pass on: a line of HTML for people, the API's error body for programs.</summary>
internal static class Refusal
{
    private const string ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Answers with this status and message, which begins in lower case as the API's messages do.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        if (!MaintenanceAnswer.IsForPeople(context.Request))
            return response.WriteAsJsonAsync(new { errors = new { body = new[] { message } } }, context.RequestAborted);
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Foobar</title><p>The request {message}.</p></html>", Encoding.UTF8, context.RequestAborted);
    }

    /// <summary>The connection ends with this answer: what follows on it cannot be trusted, or is not worth reading.</summary>
    public static void EndConnection(HttpContext context)
    {
        // HTTP/2 has no such header; there each request is a stream of its own.
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
    }
}
