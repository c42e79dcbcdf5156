using System.Threading.RateLimiting;
using Foobar.Gateway.Configuration;
using Foobar.Gateway.Hosts;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>A request must have a place with its address, with its account if it names one and, when it signs in or up, with those of its address for that.</summary>
/// <remarks>
/// The library's own chain asks every limiter for every request, which costs more than all other protection together; most requests need only the first one.
/// Rules are parts of the keys: when they change, every client begins anew under the new ones. The library drops the buckets of clients that are quiet.
/// </remarks>
internal sealed class RequestRates(LiveOptions<RateLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _addresses = PartitionedRateLimiter.Create<HttpContext, RateKey<ClientNetwork>>(context =>
        Bucket(HealthPaths.Contain(context.Request.Path) ? null : options.Current.Address, ClientNetwork.Of(context.Connection.RemoteIpAddress)));

    private readonly PartitionedRateLimiter<UInt128> _accounts = PartitionedRateLimiter.Create<UInt128, RateKey<UInt128>>(account => Bucket(options.Current.Account, account));

    private readonly PartitionedRateLimiter<HttpContext> _signIns = PartitionedRateLimiter.Create<HttpContext, RateKey<ClientNetwork>>(context =>
        Bucket(options.Current.SignIn, ClientNetwork.Of(context.Connection.RemoteIpAddress)));

    /// <summary>Takes the places that the request needs; false, with the reason, when there is none. No request waits for its place.</summary>
    public bool TryEnter(HttpContext context, out RateRefusal refusal) =>
        TryTake(_addresses, context, "address-rate", out refusal)
        && (Credential.HashOf(context.Request) is not { } account || TryTake(_accounts, account, "account-rate", out refusal))
        && (!SignInPaths.Contain(context.Request.Method, context.Request.Path) || TryTake(_signIns, context, "sign-in-rate", out refusal));

    public void Dispose()
    {
        _addresses.Dispose();
        _accounts.Dispose();
        _signIns.Dispose();
    }

    private static bool TryTake<T>(PartitionedRateLimiter<T> buckets, T client, string rule, out RateRefusal refusal)
    {
        using var lease = buckets.AttemptAcquire(client);
        refusal = lease.IsAcquired ? default : new RateRefusal(rule, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero);
        return lease.IsAcquired;
    }

    /// <summary>The bucket of this client under this rule; without one, everybody has the same place, which is never taken.</summary>
    private static RateLimitPartition<RateKey<TClient>> Bucket<TClient>(RateRule? rule, TClient client) where TClient : struct => rule is { IsLimited: true }
        ? RateLimitPartition.Get(new RateKey<TClient>(rule, client), static RateLimiter (key) => new TokenBucketRateLimiter(key.Rule!.ToBucket()))
        : RateLimitPartition.GetNoLimiter(default(RateKey<TClient>));
}
