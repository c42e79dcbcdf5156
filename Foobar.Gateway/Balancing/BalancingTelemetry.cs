using System.Diagnostics.Metrics;

namespace Foobar.Gateway.Balancing;

/// <summary>What the gateway measures of each destination.</summary>
internal sealed class BalancingTelemetry
{
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _waits;
    private readonly Counter<long> _turnedAway;

    public BalancingTelemetry(IMeterFactory meters, DestinationRegistry registry)
    {
        var meter = meters.Create("Foobar.Gateway");
        _durations = meter.CreateHistogram<double>("foobar.gateway.destination.duration", "s", "Time until the end of an answer, by destination, status and whether it counts as a failure of the destination.");
        _waits = meter.CreateHistogram<double>("foobar.gateway.waits", "s", "Time that requests waited for a place at a destination.");
        _turnedAway = meter.CreateCounter<long>("foobar.gateway.turned_away", "{request}", "Requests that found no place at any destination.");
        meter.CreateObservableGauge("foobar.gateway.destination.in_flight", () => Measure(registry, destination => destination.InFlight), "{request}", "Requests under way.");
        meter.CreateObservableGauge("foobar.gateway.destination.available", () => Measure(registry, destination => destination.FindExclusion(isUnsafe: false) is null ? 1 : 0), "{destination}", "1 for a destination that gets requests.");
        meter.CreateObservableGauge("foobar.gateway.waiting", () => registry.Clusters.Select(cluster => new Measurement<int>(cluster.Line.Count, new KeyValuePair<string, object?>("cluster", cluster.Id))), "{request}", "Requests that wait for a place.");
    }

    /// <summary>A destination's part in a request has ended.</summary>
    public void Answered(Destination destination, TimeSpan duration, int status, bool failed)
    {
        if (_durations.Enabled)
            _durations.Record(duration.TotalSeconds, new("destination", destination.Id), new("http.response.status_code", status), new("failed", failed));
    }

    /// <summary>A request has waited for a place.</summary>
    public void Waited(string cluster, TimeSpan duration) => _waits.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("cluster", cluster));

    /// <summary>A request found no place.</summary>
    public void TurnAway(string cluster) => _turnedAway.Add(1, new KeyValuePair<string, object?>("cluster", cluster));

    private static IEnumerable<Measurement<int>> Measure(DestinationRegistry registry, Func<Destination, int> value) =>
        registry.Clusters.SelectMany(cluster => cluster.Destinations).Select(destination => new Measurement<int>(value(destination), new KeyValuePair<string, object?>("destination", destination.Id)));
}
