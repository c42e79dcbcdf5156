namespace Foobar.Gateway.Protection.Rates;

/// <summary>How often a client may ask; configuration section <c>RateLimits</c>.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimits";

    /// <summary>For an address (with IPv6 its /64 network); default 300 at once, 3,000 a minute.</summary>
    public RateRule Address { get; set; } = new() { Burst = 300, PerMinute = 3000 };

    /// <summary>For an account, which is a token or a session; default 100 at once, 1,200 a minute.</summary>
    public RateRule Account { get; set; } = new() { Burst = 100, PerMinute = 1200 };

    /// <summary>For signing in and up from an address; default 10 at once, 20 a minute.</summary>
    public RateRule SignIn { get; set; } = new() { Burst = 10, PerMinute = 20 };
}
