namespace Foobar.Gateway.Caching;

/// <summary>What the response cache keeps and for how long; configuration section <c>Cache</c>. All but <see cref="SizeLimit"/> may change while the gateway runs.</summary>
internal sealed class CacheOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cache";

    /// <summary>Answers are kept; default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long an answer is fresh that says nothing of it; default 1 s.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After its life, an answer that says nothing of it is shown for this long while one request asks for a newer one; default 10 s.</summary>
    public TimeSpan StaleWhileRevalidate { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After its life, an answer that says nothing of it is shown for this long when no web can answer; default 10 min.</summary>
    public TimeSpan StaleIfError { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes that all kept answers may have together; default 64 MB. A change counts from the next start.</summary>
    public long SizeLimit { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes that one answer's body may have; default 1 MB. A longer one goes through as it comes.</summary>
    public int EntryLimit { get; set; } = 1024 * 1024;

    /// <summary>How long a request waits for the answer to another one like it before it is sent itself; default 5 s.</summary>
    public TimeSpan CoalesceWithin { get; set; } = TimeSpan.FromSeconds(5);
}
