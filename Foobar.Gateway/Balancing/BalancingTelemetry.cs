using System.Diagnostics.Metrics;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Gateway.Balancing;

/// <summary>What the gateway measures of each destination.</summary>
internal sealed class BalancingTelemetry
{
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _waits;

    public BalancingTelemetry(IMeterFactory meters, DestinationRegistry registry)
    {
        var meter = meters.Create(GatewayMetrics.Meter);
        _durations = meter.CreateHistogram(GatewayMetrics.DestinationDuration);
        _waits = meter.CreateHistogram(GatewayMetrics.Waits);
        meter.Observe(GatewayMetrics.DestinationInFlight, () => Measure(registry, destination => destination.InFlight));
        meter.Observe(GatewayMetrics.DestinationAvailable, () => Measure(registry, destination => destination.FindExclusion(isUnsafe: false) is null ? 1 : 0));
        meter.Observe(GatewayMetrics.Waiting, () => registry.Clusters.Select(cluster => new Measurement<int>(cluster.Line.Count, Tag(cluster.Id))));
        // From zero on, so that the first one is seen as well.
        meter.Observe(GatewayMetrics.TurnedAway, () => registry.Clusters.Select(cluster => new Measurement<long>(cluster.Line.TurnedAway, Tag(cluster.Id))));
    }

    /// <summary>A destination's part in a request has ended.</summary>
    public void Answered(Destination destination, TimeSpan duration, int status, bool failed)
    {
        if (_durations.Enabled)
            _durations.Record(duration.TotalSeconds, new("destination", destination.Id), new("http.response.status_code", status), new("failed", failed));
    }

    /// <summary>A request has waited for a place.</summary>
    public void Waited(string cluster, TimeSpan duration) => _waits.Record(duration.TotalSeconds, Tag(cluster));

    private static KeyValuePair<string, object?> Tag(string cluster) => new("cluster", cluster);

    private static IEnumerable<Measurement<int>> Measure(DestinationRegistry registry, Func<Destination, int> value) =>
        registry.Clusters.SelectMany(cluster => cluster.Destinations).Select(destination => new Measurement<int>(value(destination), new KeyValuePair<string, object?>("destination", destination.Id)));
}
