using System.Globalization;
using System.Reflection;
using Foobar.Gateway.Balancing;
using Foobar.Gateway.Caching;
using Foobar.Gateway.Configuration;
using Foobar.Gateway.Health;
using Foobar.Gateway.Retry;

namespace Foobar.Gateway.Admin;

/// <summary>Collects what there is to see.</summary>
internal sealed class Statistics(DestinationRegistry registry, Changes changes, RetryBudget budget, CacheTelemetry cache, LiveOptions<BalancingOptions> options, TimeProvider time)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly string _instance = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}, process {Environment.ProcessId}");
    private readonly string _version = typeof(Statistics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The figures now.</summary>
    public StatisticsSnapshot Take() => new(
        _instance, _version, time.GetUtcNow(), _started, options.Current.Policy, budget.Left, cache.Read(),
        [.. registry.Clusters.Select(cluster => new ClusterStatistics(cluster.Id, cluster.Line.Count, [.. cluster.Destinations.Select(Describe)]))],
        changes.Last);

    private DestinationStatistics Describe(Destination destination)
    {
        var probes = destination.Probes.Current;
        var (state, reason, since) = destination switch
        {
            { OutSince: { } outSince } => ("TakenOut", "an operator took it out", outSince),
            { Breaker.State: not BreakerState.Closed and var breaker } when probes.State is ProbeState.Up or ProbeState.Unknown or ProbeState.ReadsOnly =>
                (breaker == BreakerState.Open ? "Failing" : "OnTrial", $"the last failure: {destination.Breaker.Reason}", destination.Breaker.Since),
            _ => (probes.State.ToString(), probes.Reason, probes.Since),
        };
        return new DestinationStatistics(
            destination.Id, state, reason, since, destination.OwnWeight ?? options.Current.Weights.GetValueOrDefault(destination.Id, 1), destination.GetWarmth(options.Current.SlowStart),
            destination.InFlight, destination.Figures.Requests, destination.Figures.Failures, destination.Figures.Retries, destination.Figures.GetRecent());
    }
}
