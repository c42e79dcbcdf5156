using Foobar.Database.Cluster;
using MySqlConnector;

namespace Foobar.Database.Timeline;

/// <summary>Reads the timeline: from the database together with what waits to be written, or from memory while no member answers.</summary>
internal sealed class TimelineReader(ClusterTimeline timeline, TimelineStore store, ClusterStatus status, DatabaseOptions options, TimeProvider time)
{
    /// <summary>The newest entries since a time, the newest first.</summary>
    public async Task<TimelineExcerpt> ReadAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        var members = status.Current.Members.Where(member => member.IsReachable && member.GroupState == "ONLINE").Select(member => member.Name);
        foreach (var member in status.Current.Primary is { } primary ? members.OrderByDescending(name => name == primary) : members)
        {
            if (await TryReadAsync(member, since, limit, cancellationToken) is { } stored)
                return new TimelineExcerpt(member, Merge(stored, timeline.GetUnwritten(), since, limit));
        }
        return new TimelineExcerpt(ReadFrom: null, Merge([], timeline.GetRecent(), since, limit));
    }

    private async Task<IReadOnlyList<TimelineEntry>?> TryReadAsync(string member, DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.ObserveTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await store.ReadAsync(member, since, limit, both.Token);
        }
        catch (Exception exception) when (exception is MySqlException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The next member may answer, and memory always does.
            return null;
        }
    }

    private static List<TimelineEntry> Merge(IEnumerable<TimelineEntry> stored, IEnumerable<TimelineEntry> waiting, DateTimeOffset? since, int limit) =>
        [.. stored.Concat(waiting.Where(entry => since is null || entry.HappenedAt >= since)).DistinctBy(entry => entry.Id).OrderByDescending(entry => entry.HappenedAt).Take(limit)];
}
