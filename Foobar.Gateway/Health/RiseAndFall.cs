using System.Globalization;
using Foobar.Gateway.Balancing;
using Foobar.Gateway.Configuration;
using Foobar.ServiceDefaults;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Health;

/// <summary>Takes the answers to the proxy's health checks in.</summary>
internal sealed class RiseAndFall(DestinationRegistry registry, LiveOptions<HealthOptions> options, Changes changes) : IActiveHealthCheckPolicy
{
    public string Name => "RiseAndFall";

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        var balance = registry.Get(cluster.ClusterId);
        foreach (var result in probingResults)
        {
            var destination = balance.Get(result.Destination.DestinationId);
            var before = destination.Probes.Current.State;
            if (destination.Probes.Add(Read(result), options.Current.Rise, options.Current.Fall) is not { } now)
                continue;
            if (before is ProbeState.Down or ProbeState.Draining)
            {
                // Another process than the one that failed.
                destination.Breaker.Close();
                destination.BeginSlowStart();
            }
            changes.Note(destination, Describe(now.State), now.Reason);
        }
    }

    private static ProbeAnswer Read(DestinationProbingResult result) => result.Response is { } response
        ? ProbeAnswer.Read((int)response.StatusCode, response.Headers.TryGetValues(FoobarNames.Headers.Health, out var health) ? string.Concat(health) : "")
        : ProbeAnswer.Read(null, "", string.Create(CultureInfo.InvariantCulture, $"its check was not answered ({result.Exception?.InnerException?.Message ?? result.Exception?.Message})"));

    private static string Describe(ProbeState state) => state switch
    {
        ProbeState.Up => "is up",
        ProbeState.ReadsOnly => "takes reads only",
        ProbeState.Draining => "is draining",
        _ => "is down",
    };
}
