using System.Globalization;
using Foobar.Gateway.Protection.Answers;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>Refuses requests that come too often: 429 with the time to wait.</summary>
/// <remarks>
/// The framework's middleware asks for a second limiter, that of the endpoint, and keeps its leases until the request ends. Buckets take nothing back, so there is
/// nothing to keep here.
/// </remarks>
internal sealed class RateLimits(RequestDelegate next, RequestRates rates, ProtectionTelemetry telemetry)
{
    public Task InvokeAsync(HttpContext context) => rates.TryEnter(context, out var refusal) ? next(context) : AnswerAsync(context, refusal);

    private Task AnswerAsync(HttpContext context, RateRefusal refusal)
    {
        telemetry.Refused(refusal.Rule);
        var seconds = Math.Max(1, Math.Ceiling(refusal.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return Refusal.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"was made too often; try again in {seconds} s");
    }
}
