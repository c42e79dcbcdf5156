using System.Diagnostics;
using Foobar.Gateway.Retry;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Gateway.AccessLog;

/// <summary>Has a line written about each request, whatever becomes of it.</summary>
internal sealed class AccessLogging(RequestDelegate next, AccessLogWriter writer, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) => writer.IsOn ? LogAsync(context) : next(context);

    private async Task LogAsync(HttpContext context)
    {
        var began = time.GetTimestamp();
        var now = time.GetUtcNow();
        try
        {
            await next(context);
        }
        finally
        {
            var request = context.Request;
            var attempts = context.Features.Get<RequestAttempts>();
            writer.Add(new AccessRecord
            {
                Time = now,
                Duration = time.GetElapsedTime(began),
                FirstByte = attempts?.AnsweredAt is { } answered ? time.GetElapsedTime(began, answered) : null,
                Client = context.Connection.RemoteIpAddress?.ToString(),
                Method = request.Method,
                Host = request.Host.Value ?? "",
                Target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "",
                Protocol = request.Protocol,
                Status = context.Response.StatusCode,
                Bytes = context.Response.ContentLength,
                Destination = attempts?.Destination?.Id,
                Attempts = attempts?.Count ?? 0,
                UserAgent = request.Headers.UserAgent is [{ } agent, ..] ? agent : null,
                RequestId = context.TraceIdentifier,
                TraceId = TraceIdOf(request),
            });
        }
    }

    /// <summary>The trace that the request is a part of: of the gateway's span, or what its destination was told.</summary>
    private static string? TraceIdOf(HttpRequest request)
    {
        if (Activity.Current is { Recorded: true } activity)
            return activity.TraceId.ToHexString();
        return ActivityContext.TryParse(request.Headers.TraceParent, null, out var client) ? client.TraceId.ToHexString() : null;
    }
}
