using System.Threading.RateLimiting;
using Foobar.Gateway.Configuration;
using Foobar.Gateway.Hosts;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>A request must have a place with its address, with its account if it names one and, when it signs in or up, with those of its address for that.</summary>
/// <remarks>
/// The library's own chain asks every limiter for every request, which costs more than all other protection together; most requests need only the first one.
/// Rules are parts of the keys: when they change, every client begins anew under the new ones. The library drops the buckets of clients that are quiet.
/// </remarks>
internal sealed class RequestRates(LiveOptions<RateLimitOptions> options) : PartitionedRateLimiter<HttpContext>
{
    private readonly PartitionedRateLimiter<HttpContext> _addresses = PartitionedRateLimiter.Create<HttpContext, RateKey<ClientNetwork>>(context =>
        Bucket(HealthPaths.Contain(context.Request.Path) ? null : options.Current.Address, ClientNetwork.Of(context.Connection.RemoteIpAddress)));

    private readonly PartitionedRateLimiter<UInt128> _accounts = PartitionedRateLimiter.Create<UInt128, RateKey<UInt128>>(account => Bucket(options.Current.Account, account));

    private readonly PartitionedRateLimiter<HttpContext> _signIns = PartitionedRateLimiter.Create<HttpContext, RateKey<ClientNetwork>>(context =>
        Bucket(options.Current.SignIn, ClientNetwork.Of(context.Connection.RemoteIpAddress)));

    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => _addresses.GetStatistics(resource);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        var (lease, rule) = (_addresses.AttemptAcquire(resource, permitCount), "address-rate");
        // A bucket's lease gives nothing back when it ends, so the last one stands for all.
        if (lease.IsAcquired && Credential.HashOf(resource.Request) is { } account)
            (lease, rule) = (_accounts.AttemptAcquire(account, permitCount), "account-rate");
        if (lease.IsAcquired && SignInPaths.Contain(resource.Request.Method, resource.Request.Path))
            (lease, rule) = (_signIns.AttemptAcquire(resource, permitCount), "sign-in-rate");
        return lease.IsAcquired ? lease : new RefusedLease(lease, rule);
    }

    /// <summary>No request waits for its place.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext context, int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(context, permitCount));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _addresses.Dispose();
            _accounts.Dispose();
            _signIns.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>The bucket of this client under this rule; without one, everybody has the same place, which is never taken.</summary>
    private static RateLimitPartition<RateKey<TClient>> Bucket<TClient>(RateRule? rule, TClient client) where TClient : struct => rule is { IsLimited: true }
        ? RateLimitPartition.GetTokenBucketLimiter(new RateKey<TClient>(rule, client), static key => key.Rule!.ToBucket())
        : RateLimitPartition.GetNoLimiter(default(RateKey<TClient>));
}
