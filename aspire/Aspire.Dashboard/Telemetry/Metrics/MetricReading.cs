namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Turns the points of series into lines. The store guards what it reads.</summary>
internal static class MetricReading
{
    /// <summary>More lines than this cannot be told apart; what is over it is left out, the smallest first.</summary>
    public const int MostLines = 10;

    /// <summary>A value lasts until the next, but no longer than this: exporters send every minute at least.</summary>
    private static readonly long Patience = TimeSpan.FromSeconds(65).Ticks;

    private static readonly (string Name, double Share)[] Shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)];

    public static MetricView Read(Instrument[] instruments, MetricQuery query)
    {
        var info = instruments[0].Info;
        var all = instruments.SelectMany(instrument => instrument.Series).ToArray();
        var series = all.Where(one => query.Dimensions.All(dimension => one.Attributes.Find(dimension.Key) == dimension.Value)).ToArray();
        var step = query.Window.Ticks / query.Steps;
        // Whole steps, so that a chart that moves on keeps its points.
        var end = query.End / step * step;
        var times = Enumerable.Range(0, query.Steps).Select(i => end - ((query.Steps - 1 - i) * step)).ToArray();
        var exemplars = instruments.SelectMany(instrument => instrument.Exemplars).OrderByDescending(exemplar => exemplar.Time).ToArray();
        var dimensions = all.SelectMany(one => one.Attributes).GroupBy(attribute => attribute.Key, attribute => attribute.Value)
            .Select(group => new MetricDimension(group.Key, [.. group.Distinct().Order(StringComparer.OrdinalIgnoreCase)]))
            .OrderBy(dimension => dimension.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        var isRate = info.Kind == InstrumentKind.Counter && !query.ShowTotal;
        IReadOnlyList<MetricLine> lines;
        MetricLine? counts = null;
        if (info.Kind == InstrumentKind.Histogram)
            (lines, counts) = ReadHistogram(series, times, step);
        else
            lines = Split(series, query.SplitBy, info.Name).Select(group => new MetricLine(group.Key, ReadNumbers([.. group], info.Kind, isRate, times, step)))
                .OrderByDescending(line => line.Values.Max() ?? 0).Take(MostLines).OrderBy(line => line.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        return new MetricView(info, isRate ? $"{Units.GetPlain(info.Unit)}/s" : Units.GetPlain(info.Unit), times, lines, counts, dimensions, exemplars);
    }

    private static IEnumerable<IGrouping<string, MetricSeries>> Split(MetricSeries[] series, string? key, string name) =>
        series.GroupBy(one => key is null ? name : one.Attributes.Find(key) ?? "(none)");

    private static double?[] ReadNumbers(MetricSeries[] series, InstrumentKind kind, bool isRate, long[] times, long step)
    {
        var sums = new double?[times.Length];
        var known = new int[times.Length];
        Span<double> value = [0];
        foreach (var one in series)
        {
            if (isRate)
            {
                AddIncreases(one, times, step, 1, (i, increase) => sums[i] = (sums[i] ?? 0) + (increase[0] / TimeSpan.FromTicks(step).TotalSeconds));
                continue;
            }
            for (var i = 0; i < times.Length; i++)
            {
                if (!one.TryRead(times[i], Patience, value))
                    continue;
                sums[i] = (sums[i] ?? 0) + value[0];
                known[i]++;
            }
        }
        // Totals add up; what several series measure of a state is a mean of them.
        if (kind == InstrumentKind.Gauge)
        {
            for (var i = 0; i < sums.Length; i++)
                sums[i] /= known[i];
        }
        return sums;
    }

    private static (IReadOnlyList<MetricLine> Lines, MetricLine Counts) ReadHistogram(MetricSeries[] series, long[] times, long step)
    {
        var lines = Shares.Select(share => new MetricLine(share.Name, new double?[times.Length])).ToArray();
        var rates = new double?[times.Length];
        // Ranges that differ cannot be added; an application rarely has two kinds, and the one that most series have is shown.
        var alike = series.GroupBy(one => string.Join(' ', one.Bounds)).MaxBy(group => group.Count())?.ToArray() ?? [];
        if (alike.Length > 0)
        {
            var bounds = alike[0].Bounds;
            var totals = new double[times.Length][];
            foreach (var one in alike)
            {
                AddIncreases(one, times, step, bounds.Length + 3, (i, increase) =>
                {
                    var total = totals[i] ??= new double[increase.Length];
                    for (var j = 0; j < total.Length; j++)
                        total[j] += increase[j];
                });
            }
            for (var i = 0; i < times.Length; i++)
            {
                if (totals[i] is not { } total)
                    continue;
                rates[i] = total[0] / TimeSpan.FromTicks(step).TotalSeconds;
                for (var j = 0; j < Shares.Length; j++)
                    lines[j].Values[i] = Percentiles.Find(Shares[j].Share, bounds, total.AsSpan(2));
            }
        }
        return (lines, new MetricLine("count per second", rates));
    }

    /// <summary>Tells what a series has counted during each step for which that is known.</summary>
    private static void AddIncreases(MetricSeries series, long[] times, long step, int stride, IncreaseReceiver receive)
    {
        var before = new double[stride];
        var now = new double[stride];
        var increase = new double[stride];
        var wasKnown = series.TryRead(times[0] - step, Patience, before) || series.CountsFromZero;
        for (var i = 0; i < times.Length; i++)
        {
            var isKnown = series.TryRead(times[i], Patience, now);
            if (isKnown && wasKnown)
            {
                // A count that shrinks has begun anew.
                var isReset = now[0] < before[0];
                for (var j = 0; j < stride; j++)
                    increase[j] = isReset ? now[j] : now[j] - before[j];
                receive(i, increase);
            }
            if (isKnown)
                now.CopyTo(before, 0);
            wasKnown = isKnown || (wasKnown && series.CountsFromZero);
        }
    }

    private delegate void IncreaseReceiver(int step, ReadOnlySpan<double> increase);
}
