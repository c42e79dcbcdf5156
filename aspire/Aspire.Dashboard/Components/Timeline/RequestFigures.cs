using Aspire.Dashboard.Telemetry.Metrics;

namespace Aspire.Dashboard.Components.Timeline;

/// <summary>What a resource's HTTP server did in some time: requests per second, those of them that failed, and how long they took.</summary>
internal sealed record RequestFigures(long[] Times, IReadOnlyList<MetricLine> Rates, IReadOnlyList<MetricLine> Durations, string DurationUnit)
{
    private const string Instrument = "http.server.request.duration";
    private const string Status = "http.response.status_code";

    /// <summary>The figures of the steps before a time, in ticks in UTC; null when the resource has measured no requests.</summary>
    public static RequestFigures? Read(MetricStore metrics, string? resource, long end, TimeSpan window, int steps)
    {
        if (FindMeter(metrics, resource) is not { } meter)
            return null;
        var query = new MetricQuery(resource, meter, Instrument, end, window, steps, new Dictionary<string, string>(), SplitBy: null, ShowTotal: false);
        if (metrics.Read(query) is not { Counts: { } all } view)
            return null;
        var failed = new double?[view.Times.Length];
        foreach (var status in view.Dimensions.FirstOrDefault(dimension => dimension.Name == Status)?.Values.Where(value => value is ['5', _, _]) ?? [])
        {
            var rates = metrics.Read(query with { Dimensions = new Dictionary<string, string> { [Status] = status } })?.Counts?.Values ?? [];
            for (var i = 0; i < Math.Min(rates.Length, failed.Length); i++)
                failed[i] = rates[i] is { } rate ? (failed[i] ?? 0) + rate : failed[i];
        }
        // Where requests were counted and none of them failed, that is known too.
        for (var i = 0; i < failed.Length; i++)
            failed[i] ??= all.Values[i] is null ? null : 0;
        return new RequestFigures(view.Times, [all with { Name = "requests per second" }, new MetricLine("failed per second (5xx)", failed)], view.Lines, view.Unit);
    }

    /// <summary>The resources that have measured requests.</summary>
    public static bool IsMeasuredBy(MetricStore metrics, string resource) => FindMeter(metrics, resource) is not null;

    /// <summary>The instrument's name is agreed on, its meter is the library's that measures.</summary>
    private static string? FindMeter(MetricStore metrics, string? resource) => metrics.GetInstruments(resource).FirstOrDefault(info => info.Name == Instrument)?.Meter;
}
