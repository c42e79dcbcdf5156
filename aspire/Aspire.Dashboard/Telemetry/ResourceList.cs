using System.Collections.Immutable;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The instances that have sent telemetry, by id. Only the receiver adds to it, one request at a time.</summary>
internal sealed class ResourceList(int capacity)
{
    private readonly Queue<string> _age = [];
    private volatile ImmutableSortedDictionary<string, TelemetryResource> _current = ImmutableSortedDictionary.Create<string, TelemetryResource>(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<TelemetryResource> All => _current.Values;

    /// <summary>The instance that is known by the id of this one, with its latest attributes.</summary>
    public TelemetryResource GetOrAdd(TelemetryResource resource)
    {
        if (_current.TryGetValue(resource.Id, out var known))
        {
            if (known.Attributes.AsSpan().SequenceEqual(resource.Attributes))
                return known;
            _current = _current.SetItem(resource.Id, resource);
            return resource;
        }
        _age.Enqueue(resource.Id);
        var changed = _current.Add(resource.Id, resource);
        _current = _age.Count > capacity ? changed.Remove(_age.Dequeue()) : changed;
        return resource;
    }
}
