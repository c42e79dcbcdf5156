using System.Collections.Concurrent;

namespace Foobar.Gateway.Balancing;

/// <summary>What the gateway knows of its clusters and their destinations.</summary>
internal sealed class DestinationRegistry(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ClusterBalance> _clusters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The clusters by name.</summary>
    public IEnumerable<ClusterBalance> Clusters => _clusters.Values.OrderBy(cluster => cluster.Id, StringComparer.Ordinal);

    /// <summary>The cluster of that name, known from now on.</summary>
    public ClusterBalance Get(string cluster) => _clusters.GetOrAdd(cluster, static (id, time) => new ClusterBalance(id, time), time);

    /// <summary>The cluster of that name; null when there is none.</summary>
    public ClusterBalance? Find(string cluster) => _clusters.GetValueOrDefault(cluster);
}
