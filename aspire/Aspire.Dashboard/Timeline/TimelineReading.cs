using Aspire.Dashboard.Components.Resources;

namespace Aspire.Dashboard.Timeline;

/// <summary>Makes lanes and events of what has changed.</summary>
internal static class TimelineReading
{
    /// <summary>The lanes between two times, in ticks in UTC, of the resources whose names contain the filter, and what has happened to these since the first of the times.</summary>
    public static TimelineView Read(IReadOnlyList<ResourceMoment> moments, long from, long to, string filter)
    {
        var instances = moments.Where(moment => moment.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .GroupBy(moment => moment.Id, (id, own) => own.ToArray(), StringComparer.OrdinalIgnoreCase).ToArray();
        TimelineLane[] lanes = [.. instances.Select(own => (own[0].Name, own[0].Id, Segments: SegmentsOf(own, from, to).ToArray())).Where(instance => instance.Segments.Length > 0)
            .GroupBy(instance => instance.Name, (name, all) => LanesOf(name, all.Select(instance => (instance.Id, instance.Segments))), StringComparer.OrdinalIgnoreCase)
            .SelectMany(all => all).OrderBy(lane => lane.Label, StringComparer.OrdinalIgnoreCase)];
        var shared = lanes.Select(lane => lane.Label).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var events = instances.SelectMany(own => EventsOf(own, shared.Contains(own[0].Name) ? own[0].Name : own[0].Id)).Where(change => change.Moment.Time >= from && change.Text.Length > 0)
            .OrderByDescending(change => change.Moment.Time);
        return new TimelineView(lanes, [.. events]);
    }

    /// <summary>What changed from one moment to the next; empty when it is nothing to tell of.</summary>
    public static string Describe(ResourceMoment? before, ResourceMoment now)
    {
        if (now.IsEnd)
            return "The application host ended";
        var parts = new List<string>();
        var (facts, isNew) = (StateFacts.Of(now.ToView()), before is null or { IsEnd: true });
        if (isNew || before!.State != now.State || before.ExitCode != now.ExitCode)
            parts.Add(facts.Detail is null ? facts.Text : $"{facts.Text}, {facts.Detail}");
        else if (now.StartedAt > before.StartedAt)
            parts.Add("Restarted");
        if (now.Health is not null && (isNew || before!.Health != now.Health))
            parts.Add(now.Reason.Length > 0 ? $"{now.Health}: {now.Reason}" : now.Health);
        var highlights = isNew ? "" : before!.Highlights;
        if (highlights != now.Highlights)
            parts.Add(now.Highlights.Length > 0 ? now.Highlights : $"no longer {highlights}");
        return string.Join("; ", parts);
    }

    private static IEnumerable<TimelineSegment> SegmentsOf(ResourceMoment[] own, long from, long to)
    {
        for (var i = 0; i < own.Length; i++)
        {
            var (begin, end) = (Math.Max(own[i].Time, from), Math.Min(i + 1 < own.Length ? own[i + 1].Time : to, to));
            if (!own[i].IsEnd && begin < end)
                yield return new TimelineSegment(own[i], begin, end);
        }
    }

    private static IEnumerable<TimelineEvent> EventsOf(ResourceMoment[] own, string label) =>
        own.Select((moment, i) => new TimelineEvent(moment, label, Describe(i > 0 ? own[i - 1] : null, moment)));

    /// <summary>Instances that were there one after the other, as those of two runs are, share a lane.</summary>
    private static List<TimelineLane> LanesOf(string name, IEnumerable<(string Id, TimelineSegment[] Segments)> instances)
    {
        var lanes = new List<(string Id, List<TimelineSegment> Segments)>();
        foreach (var (id, segments) in instances.OrderBy(instance => instance.Segments[0].From).ThenBy(instance => instance.Id, StringComparer.Ordinal))
        {
            var place = lanes.FindIndex(lane => lane.Segments[^1].To <= segments[0].From);
            if (place < 0)
                lanes.Add((id, [.. segments]));
            else
                lanes[place] = (id, [.. lanes[place].Segments, .. segments]);
        }
        return [.. lanes.Select(lane => new TimelineLane(lanes.Count == 1 ? name : lane.Id, lane.Segments))];
    }
}
