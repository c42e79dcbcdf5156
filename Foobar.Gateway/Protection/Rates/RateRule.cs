using System.Threading.RateLimiting;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>So many requests at once, and so many more in each minute, evenly spread.</summary>
internal sealed record RateRule
{
    /// <summary>Requests at once after a quiet time.</summary>
    public int Burst { get; set; }

    /// <summary>Requests in a minute; 0 is no limit.</summary>
    public int PerMinute { get; set; }

    /// <summary>There is a limit.</summary>
    public bool IsLimited => PerMinute > 0;

    /// <summary>The library's form of it: a bucket with one token for each request, none of which waits.</summary>
    public TokenBucketRateLimiterOptions ToBucket() => new()
    {
        TokenLimit = Burst,
        TokensPerPeriod = 1,
        // The time of one token, which a refused client is told as well.
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / PerMinute,
        QueueLimit = 0,
        AutoReplenishment = false,
    };
}
