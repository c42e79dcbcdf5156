using System.Globalization;
using Foobar.Gateway.Balancing;
using Foobar.Gateway.Retry;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Maintenance;

/// <summary>Says that the site is away when no web could be asked, or all have as much to do as they may: 503 with <c>Retry-After</c>, a page for people and JSON for programs.</summary>
internal sealed class MaintenanceAnswer(RequestDelegate next)
{
    // A web is back within seconds, and noticed within a second more.
    private const int RetryAfterSeconds = 5;

    public Task InvokeAsync(HttpContext context)
    {
        var answer = next(context);
        return answer.IsCompletedSuccessfully && context.Response.HasStarted ? Task.CompletedTask : CompleteAsync(context, answer);
    }

    private static async Task CompleteAsync(HttpContext context, Task answer)
    {
        await answer;
        if (context.Response.HasStarted)
            return;
        var failure = context.Features.Get<IForwarderErrorFeature>();
        var isAway = failure?.Error is ForwarderError.NoAvailableDestinations or ForwarderError.Request || (failure?.Error == ForwarderError.RequestTimedOut && RetryRules.IsOfConnecting(failure.Exception));
        if (!isAway && context.Features.Get<TurnedAway>() is null)
            return;

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        var headers = context.Response.Headers;
        headers.RetryAfter = (isAway ? RetryAfterSeconds : 1).ToString(CultureInfo.InvariantCulture);
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = MaintenancePage.ContentSecurityPolicy;
        if (IsForPeople(context.Request))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.Body.WriteAsync(MaintenancePage.Content, context.RequestAborted);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(
                new { errors = new { body = new[] { "cannot be handled right now; try again in a few seconds" } } }, context.RequestAborted);
        }
    }

    /// <summary>Whoever asks reads pages; others are programs.</summary>
    public static bool IsForPeople(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
