using System.Globalization;
using System.Threading.RateLimiting;
using Foobar.Gateway.Hosts;
using Foobar.Gateway.Protection.Answers;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>Sets up the library's rate limiter: a request must have a place with its address, its account and, when it signs in or up, with that of its address.</summary>
/// <remarks>
/// Rules are parts of the keys: when they change, every client begins anew under the new ones. The library drops the buckets of clients that are quiet.
/// </remarks>
internal sealed class RateLimits(LiveOptions<RateLimitOptions> options, ProtectionTelemetry telemetry) : IConfigureOptions<RateLimiterOptions>
{
    public void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, RateKey<ClientNetwork>>(context =>
                Bucket(HealthPaths.Contain(context.Request.Path) ? null : options.Current.Address, ClientNetwork.Of(context.Connection.RemoteIpAddress))),
            PartitionedRateLimiter.Create<HttpContext, RateKey<UInt128>>(context =>
                Credential.HashOf(context.Request) is { } account ? Bucket(options.Current.Account, account) : Bucket(null, UInt128.Zero)),
            PartitionedRateLimiter.Create<HttpContext, RateKey<ClientNetwork>>(context =>
                Bucket(SignInPaths.Contain(context.Request.Method, context.Request.Path) ? options.Current.SignIn : null, ClientNetwork.Of(context.Connection.RemoteIpAddress))));
        limiter.OnRejected = AnswerAsync;
    }

    /// <summary>The bucket of this client under this rule; without one, everybody has the same place, which is never taken.</summary>
    private static RateLimitPartition<RateKey<TClient>> Bucket<TClient>(RateRule? rule, TClient client) where TClient : struct => rule is { IsLimited: true }
        ? RateLimitPartition.GetTokenBucketLimiter(new RateKey<TClient>(rule, client), static key => key.Rule!.ToBucket())
        : RateLimitPartition.GetNoLimiter(default(RateKey<TClient>));

    private async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        telemetry.Refused("rate");
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        await Refusal.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"was made too often; try again in {seconds} s");
    }
}
