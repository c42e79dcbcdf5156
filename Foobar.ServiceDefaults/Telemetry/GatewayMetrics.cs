#pragma warning disable CS1591 // The description beside each name says what it is.
namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>What the gateway measures.</summary>
public static class GatewayMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Foobar.Gateway";

    public static readonly Metric DestinationDuration = Metric.Duration("foobar.gateway.destination.duration", "Time until the end of an answer, by destination, status and whether it counts as a failure of the destination.");
    public static readonly Metric DestinationInFlight = Metric.Gauge("foobar.gateway.destination.in_flight", "{request}", "Requests under way.");
    public static readonly Metric DestinationAvailable = Metric.Gauge("foobar.gateway.destination.available", "{destination}", "1 for a destination that gets requests.");
    public static readonly Metric Waiting = Metric.Gauge("foobar.gateway.waiting", "{request}", "Requests that wait for a place.");
    public static readonly Metric Waits = Metric.Duration("foobar.gateway.waits", "Time that requests waited for a place at a destination.");
    public static readonly Metric TurnedAway = Metric.Counter("foobar.gateway.turned_away", "{request}", "Requests that found no place at any destination.");
    public static readonly Metric Retries = Metric.Counter("foobar.gateway.retries", "{retry}", "Requests that were sent again, by destination that failed and why.");
    public static readonly Metric RetriesExhausted = Metric.Counter("foobar.gateway.retries.exhausted", "{request}", "Requests that could have been sent again and were not, by what had run out.");
    public static readonly Metric RetryBudget = Metric.Gauge("foobar.gateway.retry_budget", "{retry}", "Retries that may be made at once.");
    public static readonly Metric CertificateExpiry = Metric.Gauge("foobar.gateway.certificate.expiry", "s", "Time until the certificate ends.");
    public static readonly Metric Refusals = Metric.Counter("foobar.gateway.refusals", "{request}", "Requests that the gateway refused, by reason.");
    public static readonly Metric AccessLogLeftOut = Metric.Counter("foobar.gateway.access_log.left_out", "{line}", "Lines that were not written since too many waited.");
    public static readonly Metric CacheRequests = Metric.Counter("foobar.gateway.cache.requests", "{request}", "Requests that the cache could answer, by how they were answered.");
    public static readonly Metric CacheBypasses = Metric.Counter("foobar.gateway.cache.bypasses", "{request}", "Requests that went past the cache, by why.");
    public static readonly Metric CacheEntries = Metric.Gauge("foobar.gateway.cache.entries", "{address}", "Addresses of which an answer is kept.");
    public static readonly Metric CacheSize = Metric.Gauge("foobar.gateway.cache.size", "By", "Bytes of all answers that are kept.");
}
