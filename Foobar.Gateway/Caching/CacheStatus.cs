using System.Globalization;

namespace Foobar.Gateway.Caching;

/// <summary>The header <c>Cache-Status</c> (RFC 9211), which tells a developer what the cache did and why.</summary>
internal static class CacheStatus
{
    /// <summary>The header's name.</summary>
    public const string Header = "Cache-Status";

    /// <summary>An answer that was kept, fresh for that long, or stale for that long where it is negative.</summary>
    public static string Hit(TimeSpan left) => string.Create(CultureInfo.InvariantCulture, $"foobar; hit; ttl={(long)Math.Floor(left.TotalSeconds)}");

    /// <summary>A web's answer.</summary>
    public static string Fetched(CacheEntry? known, int status, bool isStored) =>
        string.Create(CultureInfo.InvariantCulture, $"foobar; fwd={Why(known)}; fwd-status={status}{(isStored ? "; stored" : "")}");

    /// <summary>A web's answer to another request.</summary>
    public static string Collapsed(CacheEntry? known) => $"foobar; fwd={Why(known)}; collapsed";

    /// <summary>An answer that was kept, because no web could give one.</summary>
    public static string Rescued(int status) => string.Create(CultureInfo.InvariantCulture, $"foobar; fwd=stale; fwd-status={status}; detail=stale-if-error");

    /// <summary>The cache had nothing to do with it.</summary>
    public static string Bypassed(BypassReason reason) => $"foobar; fwd=bypass; detail={CacheTelemetry.NameOf(reason)}";

    private static string Why(CacheEntry? known) => known is null ? "uri-miss" : "stale";
}
