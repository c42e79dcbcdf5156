using System.Collections.Concurrent;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Balancing;

/// <summary>The destinations of one cluster, and the requests that wait for one.</summary>
internal sealed class ClusterBalance(string id, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Destination> _byId = new(StringComparer.OrdinalIgnoreCase);
    private DestinationSet? _last;

    /// <summary>The cluster's name in the configuration.</summary>
    public string Id { get; } = id;

    /// <summary>Requests that wait for a place.</summary>
    public WaitingLine Line { get; } = new();

    /// <summary>The destinations, by name.</summary>
    public IReadOnlyList<Destination> Destinations => _last?.All ?? [.. _byId.Values.OrderBy(destination => destination.Id, StringComparer.Ordinal)];

    /// <summary>The destination of that name, known from now on.</summary>
    public Destination Get(string id) => _byId.GetOrAdd(id, static (id, time) => new Destination(id, time), time);

    /// <summary>The destination of that name; null when there is none.</summary>
    public Destination? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>What is known of these destinations.</summary>
    public DestinationSet Get(IReadOnlyList<DestinationState> states)
    {
        // The proxy keeps the list as it is until the configuration changes.
        if (_last is { } last && ReferenceEquals(last.Source, states))
            return last;
        DestinationState[] ordered = [.. states.OrderBy(state => state.DestinationId, StringComparer.Ordinal)];
        return _last = new DestinationSet(states, [.. ordered.Select(state => Get(state.DestinationId))], [.. ordered.Select(state => new[] { state })]);
    }
}
