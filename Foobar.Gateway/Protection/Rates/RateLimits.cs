using System.Globalization;
using System.Threading.RateLimiting;
using Foobar.Gateway.Configuration;
using Foobar.Gateway.Protection.Answers;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>Sets up the library's rate limiter, and its answer: 429 with the time to wait.</summary>
internal sealed class RateLimits(LiveOptions<RateLimitOptions> options, ProtectionTelemetry telemetry) : IConfigureOptions<RateLimiterOptions>
{
    public void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = new RequestRates(options);
        limiter.OnRejected = AnswerAsync;
    }

    private async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        telemetry.Refused(rejected.Lease.TryGetMetadata(RefusedLease.RuleName, out var rule) && rule is not null ? rule : "rate");
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        await Refusal.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"was made too often; try again in {seconds} s");
    }
}
