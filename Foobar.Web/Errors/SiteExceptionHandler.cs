using System.Globalization;
using Foobar.ServiceDefaults;
using Foobar.Web.Api;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using Foobar.Web.Identity.SignIn;
using Microsoft.AspNetCore.Diagnostics;

namespace Foobar.Web.Errors;

/// <summary>Turns what an endpoint threw into an answer that says what the caller can do about it.</summary>
internal sealed partial class SiteExceptionHandler(ILogger<SiteExceptionHandler> logger) : IExceptionHandler
{
    // A failover takes some seconds; sooner there is no use in trying again.
    private const int RetryAfterSeconds = 5;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BadHttpRequestException unreadable:
                await ErrorWriter.WriteAsync(httpContext, UnreadableBody.Describe(unreadable));
                break;
            case KeyReusedException:
                await ErrorWriter.WriteAsync(httpContext, new Refused(StatusCodes.Status422UnprocessableEntity,
                    ErrorBody.Of(FoobarNames.Headers.IdempotencyKey, "was used for another request; a new request needs a new key")));
                break;
            case MemberUnavailableException:
                LogUnavailable(exception.Message);
                SetRetryAfter(httpContext, RetryAfterSeconds);
                await ErrorWriter.WriteAsync(httpContext, StatusCodes.Status503ServiceUnavailable);
                break;
            case TooManyAttemptsException attempts:
                SetRetryAfter(httpContext, attempts.Wait.TotalSeconds);
                await ErrorWriter.WriteAsync(httpContext, StatusCodes.Status429TooManyRequests);
                break;
            default:
                LogUnexpected(exception, httpContext.Request.Method, httpContext.Request.Path);
                await ErrorWriter.WriteAsync(httpContext, StatusCodes.Status500InternalServerError);
                break;
        }
        return true;
    }

    private static void SetRetryAfter(HttpContext context, double seconds) =>
        context.Response.Headers.RetryAfter = Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "Answered 503: {Reason}")]
    private partial void LogUnavailable(string reason);

    [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private partial void LogUnexpected(Exception exception, string method, string path);
}
