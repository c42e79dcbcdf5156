using System.Globalization;
using Foobar.Database.Cluster;

namespace Foobar.Database.Timeline;

/// <summary>What has happened to the cluster since this service started; what is not in the database yet waits here for a primary.</summary>
internal sealed partial class ClusterTimeline(ClusterMetrics metrics, TimeProvider time, ILogger<ClusterTimeline> logger)
{
    /// <summary>Entries that are kept in memory.</summary>
    private const int Kept = 1000;

    private readonly Lock _guardsEntries = new();
    private readonly LinkedList<TimelineEntry> _recent = [];
    private readonly Queue<TimelineEntry> _unwritten = [];
    private TimelineState _state = TimelineState.Nothing;

    /// <summary>Adds what has happened since the last look. One caller at a time.</summary>
    public void Observe(IReadOnlyList<MemberObservation> members, ClusterPlan plan)
    {
        (_state, var entries) = TimelineChanges.Compare(_state, members, plan, time.GetUtcNow());
        foreach (var entry in entries)
            Add(entry);
        metrics.Observe(members, plan.Primary);
    }

    /// <summary>Adds something that happens now.</summary>
    public void Add(TimelineKind kind, string? member, string detail, TimeSpan? duration = null) =>
        Add(TimelineEntry.Create(time.GetUtcNow(), kind, member, detail, duration));

    /// <summary>The entries since this service started, the newest first.</summary>
    public IReadOnlyList<TimelineEntry> GetRecent()
    {
        lock (_guardsEntries)
            return [.. _recent];
    }

    /// <summary>The oldest entries that are not in the database yet.</summary>
    public IReadOnlyList<TimelineEntry> GetUnwritten()
    {
        lock (_guardsEntries)
            return [.. _unwritten];
    }

    /// <summary>These entries, the oldest ones, are in the database.</summary>
    public void SetWritten(IReadOnlyList<TimelineEntry> written)
    {
        var ids = written.Select(entry => entry.Id).ToHashSet();
        lock (_guardsEntries)
        {
            while (_unwritten.TryPeek(out var next) && ids.Contains(next.Id))
                _unwritten.Dequeue();
        }
    }

    private void Add(TimelineEntry entry)
    {
        LogEntry(entry.Kind, entry.Member ?? "the cluster", entry.Detail, entry.Duration is { } duration ? string.Create(CultureInfo.InvariantCulture, $" ({duration.TotalSeconds:0.0} s)") : "");
        metrics.Add(entry);
        lock (_guardsEntries)
        {
            _recent.AddFirst(entry);
            if (_recent.Count > Kept)
                _recent.RemoveLast();
            _unwritten.Enqueue(entry);
            if (_unwritten.Count > Kept)
                _unwritten.Dequeue();
        }
    }

    [LoggerMessage(EventId = 230, Level = LogLevel.Information, Message = "{Kind}, {Member}: {Detail}{Duration}")]
    private partial void LogEntry(TimelineKind kind, string member, string detail, string duration);
}
