using System.Diagnostics;
using System.Diagnostics.Metrics;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Gateway.Caching;

/// <summary>Counts what the cache does, and tells of it in the trace.</summary>
/// <remarks>The counts are plain numbers that the meter reads now and then: a hit costs no more than to add one.</remarks>
internal sealed class CacheTelemetry
{
    private static readonly CacheOutcome[] Outcomes = Enum.GetValues<CacheOutcome>();
    private static readonly BypassReason[] Reasons = Enum.GetValues<BypassReason>();
    private static readonly string[] NamesOfOutcomes = Array.ConvertAll(Outcomes, outcome => outcome.ToString().ToLowerInvariant());
    private static readonly string[] NamesOfReasons = Array.ConvertAll(Reasons, reason => reason.ToString().ToLowerInvariant());

    private readonly long[] _requests = new long[Outcomes.Length];
    private readonly long[] _bypasses = new long[Reasons.Length];
    private readonly CacheStore _store;

    public CacheTelemetry(IMeterFactory meters, CacheStore store)
    {
        _store = store;
        var meter = meters.Create(GatewayMetrics.Meter);
        meter.Observe(GatewayMetrics.CacheRequests, () => Measure(_requests, "outcome", NamesOfOutcomes));
        meter.Observe(GatewayMetrics.CacheBypasses, () => Measure(_bypasses, "reason", NamesOfReasons));
        meter.Observe(GatewayMetrics.CacheEntries, () => store.Count);
        meter.Observe(GatewayMetrics.CacheSize, () => store.Size);
    }

    /// <summary>The reason as metrics and headers write it.</summary>
    public static string NameOf(BypassReason reason) => NamesOfReasons[(int)reason];

    /// <summary>A request was answered.</summary>
    public void Answered(CacheOutcome outcome)
    {
        Interlocked.Increment(ref _requests[(int)outcome]);
        Tag(NamesOfOutcomes[(int)outcome]);
    }

    /// <summary>A request went past the cache.</summary>
    public void Bypassed(BypassReason reason)
    {
        Interlocked.Increment(ref _bypasses[(int)reason]);
        Tag(NamesOfReasons[(int)reason]);
    }

    /// <summary>All counts as they are now.</summary>
    public CacheStatistics Read() => new(
        Outcomes.ToDictionary(outcome => outcome, outcome => Interlocked.Read(ref _requests[(int)outcome])),
        Reasons.Where(reason => reason != BypassReason.None).ToDictionary(reason => reason, reason => Interlocked.Read(ref _bypasses[(int)reason])),
        _store.Count,
        _store.Size);

    private static void Tag(string name)
    {
        if (Activity.Current is { Recorded: true } activity)
            activity.SetTag("foobar.cache", name);
    }

    private static IEnumerable<Measurement<long>> Measure(long[] counts, string tag, string[] names) =>
        Enumerable.Range(0, counts.Length).Where(i => Interlocked.Read(ref counts[i]) > 0).Select(i => new Measurement<long>(Interlocked.Read(ref counts[i]), new KeyValuePair<string, object?>(tag, names[i])));
}
