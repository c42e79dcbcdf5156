namespace Foobar.Database.Timeline;

/// <summary>Turns entries into lanes: the role of each member over time, and when writes were paused.</summary>
internal static class LaneDrawing
{
    /// <summary>The name of the lane that shows when writes were paused.</summary>
    public const string Writes = "writes";

    /// <summary>Draws the range; entries from before it tell what was so at its start.</summary>
    public static IReadOnlyList<Lane> Draw(IEnumerable<TimelineEntry> entries, IReadOnlyList<string> members, DateTimeOffset from, DateTimeOffset to)
    {
        var roles = members.ToDictionary(member => member, _ => LaneKind.Unknown);
        var lanes = members.Append(Writes).ToDictionary(name => name, _ => new List<(LaneKind Kind, DateTimeOffset At)> { (LaneKind.Unknown, DateTimeOffset.MinValue) });
        void Set(string lane, LaneKind kind, DateTimeOffset at)
        {
            if (lanes.TryGetValue(lane, out var changes))
                changes.Add((kind, at));
            if (roles.ContainsKey(lane))
                roles[lane] = kind;
        }
        foreach (var entry in entries.OrderBy(entry => entry.HappenedAt))
            Apply(entry, roles, Set);
        return [.. members.Append(Writes).Select(name => new Lane(name, [.. ToSpans(lanes[name], from, to)]))];
    }

    private static void Apply(TimelineEntry entry, Dictionary<string, LaneKind> roles, Action<string, LaneKind, DateTimeOffset> set)
    {
        var at = entry.HappenedAt;
        switch (entry.Kind)
        {
            case TimelineKind.ServiceStarted or TimelineKind.ServiceStopped:
                foreach (var member in roles.Keys.Append(Writes).ToArray())
                    set(member, LaneKind.Unknown, at);
                break;
            case TimelineKind.PrimaryChanged or TimelineKind.WritesResumed when entry.Member is { } primary:
                foreach (var former in roles.Where(role => role.Value == LaneKind.Primary && role.Key != primary).Select(role => role.Key).ToArray())
                    set(former, LaneKind.Replica, at);
                set(primary, LaneKind.Primary, at);
                set(Writes, LaneKind.Primary, at);
                break;
            case TimelineKind.WritesPaused:
                set(Writes, LaneKind.Paused, at);
                break;
            case TimelineKind.MemberJoined when entry.Member is { } joined && roles.GetValueOrDefault(joined) != LaneKind.Primary:
                set(joined, LaneKind.Replica, at);
                break;
            case TimelineKind.MemberLeft when entry.Member is { } left:
                set(left, LaneKind.Outside, at);
                break;
        }
    }

    private static IEnumerable<LaneSpan> ToSpans(List<(LaneKind Kind, DateTimeOffset At)> changes, DateTimeOffset from, DateTimeOffset to)
    {
        double Place(DateTimeOffset at) => Math.Clamp((at - from) / (to - from), 0, 1);
        for (var i = 0; i < changes.Count; i++)
        {
            var span = new LaneSpan(changes[i].Kind, Place(changes[i].At), i + 1 < changes.Count ? Place(changes[i + 1].At) : 1);
            if (span.To > span.From)
                yield return span;
        }
    }
}
