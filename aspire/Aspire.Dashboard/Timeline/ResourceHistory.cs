using Aspire.Dashboard.Client;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Timeline;

/// <summary>The latest changes of all resources, in their order.</summary>
internal sealed class ResourceHistory
{
    /// <summary>The oldest go first.</summary>
    public const int MostMoments = 10_000;

    private readonly Lock _guard = new();
    private readonly Queue<ResourceMoment> _moments = [];
    private readonly Dictionary<string, ResourceMoment> _last = new(StringComparer.OrdinalIgnoreCase);
    private readonly ChangeSignal _signal;
    private readonly TimeProvider _time;

    public ResourceHistory(ResourceStore resources, TelemetryStore telemetry, TimeProvider time)
    {
        (_signal, _time) = (telemetry.Signal, time);
        resources.Changed += () => Observe(resources.Current);
    }

    /// <summary>Raised for each change that was not there before, in their order.</summary>
    public event Action<ResourceMoment>? Added;

    /// <summary>All that is kept, the oldest first.</summary>
    public IReadOnlyList<ResourceMoment> Read()
    {
        lock (_guard)
            return [.. _moments];
    }

    /// <summary>Brings back what was kept before.</summary>
    public void Replay(ResourceMoment moment)
    {
        lock (_guard)
            Keep(moment);
    }

    /// <summary>Says of all resources that nothing is known of them from this time on, in ticks in UTC.</summary>
    public void End(long time)
    {
        lock (_guard)
        {
            foreach (var last in _last.Values.Where(last => !last.IsEnd).ToArray())
                Add(new ResourceMoment { Time = Math.Max(time, last.Time), Id = last.Id, Name = last.Name, IsEnd = true });
        }
    }

    private void Observe(ResourceSnapshot snapshot)
    {
        var now = _time.GetUtcNow().UtcTicks;
        lock (_guard)
        {
            foreach (var (resource, _, _) in snapshot.Rows(filter: ""))
            {
                var moment = ResourceMoment.Of(resource, now);
                if (!_last.TryGetValue(resource.Id, out var last) || !moment.IsAs(last))
                    Add(moment);
            }
        }
    }

    private void Add(ResourceMoment moment)
    {
        Keep(moment);
        Added?.Invoke(moment);
        _signal.Set();
    }

    private void Keep(ResourceMoment moment)
    {
        _last[moment.Id] = moment;
        _moments.Enqueue(moment);
        if (_moments.Count > MostMoments)
            _moments.Dequeue();
    }
}
