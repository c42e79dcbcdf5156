using GatewaySpeed.Peers;
using GatewaySpeed.Works;
using ScottPlot;

namespace GatewaySpeed.Reporting;

/// <summary>Throughput and CPU time of each peer in relation to HAProxy's, work by work, as bars with their least and most.</summary>
internal static class SpeedPlot
{
    private const int Width = 1200;
    private const int HeightOfOne = 380;
    private const float BarWidth = 0.8f;

    // One bar that is far higher must not make all others flat; the table has its figure.
    private const double HighestShown = 5;

    private static readonly (string Peer, string Color)[] Drawn =
    [
        (PeerNames.HAProxy, "#8a8f98"), (PeerNames.Nginx, "#3f8f5f"), (PeerNames.BareYarp, "#8fb4e3"), (PeerNames.Gateway, "#1f5fbf"),
    ];

    /// <summary>Draws it; false when there is nothing that HAProxy did too.</summary>
    public static bool TrySave(IReadOnlyList<Comparison> comparisons, string path)
    {
        var shown = comparisons.Where(comparison => !comparison.Work.IsAboutMemory && comparison.Peers.Contains(PeerNames.HAProxy)).ToArray();
        if (shown.Length == 0)
            return false;
        var plots = new Multiplot();
        plots.AddPlots(2);
        Draw(plots.GetPlot(0), shown, Figure.Throughput, "throughput, HAProxy = 1 (more is better)", hasLegend: true);
        Draw(plots.GetPlot(1), shown, Figure.Cpu, "CPU time for each, HAProxy = 1 (less is better)", hasLegend: false);
        plots.SavePng(path, Width, 2 * HeightOfOne);
        return true;
    }

    private static void Draw(Plot plot, Comparison[] comparisons, Figure figure, string title, bool hasLegend)
    {
        var top = 1.0;
        foreach (var (index, (peer, color)) in Drawn.Index())
        {
            var bars = new List<ScottPlot.Bar>();
            var ranges = new List<(double Position, Spread Ratio)>();
            foreach (var (group, comparison) in comparisons.Index())
            {
                if ((peer == PeerNames.HAProxy ? new Spread(1, 1, 1) : comparison.Ratio(figure, peer, [PeerNames.HAProxy])) is not { } ratio)
                    continue;
                var position = (group * (Drawn.Length + 1)) + index;
                bars.Add(new ScottPlot.Bar { Position = position, Value = ratio.Median, FillColor = Color.FromHex(color), LineWidth = 0, Size = BarWidth });
                ranges.Add((position, ratio));
                top = Math.Max(top, ratio.Most);
            }
            plot.Add.Bars(bars).LegendText = peer;
            foreach (var (position, ratio) in ranges)
            {
                var range = plot.Add.Line(position, ratio.Least, position, ratio.Most);
                range.Color = Dark;
                range.LineWidth = 2;
            }
        }
        var equal = plot.Add.HorizontalLine(1);
        equal.Color = Dark;
        equal.LineWidth = 1;
        equal.LinePattern = LinePattern.Dashed;
        plot.Axes.Bottom.SetTicks(
            [.. Enumerable.Range(0, comparisons.Length).Select(group => (group * (Drawn.Length + 1)) + ((Drawn.Length - 1) / 2.0))],
            [.. comparisons.Select(comparison => comparison.Work.Key)]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.SetLimitsX(-1, comparisons.Length * (Drawn.Length + 1) - 1);
        // Above the bars there is room for the legend.
        plot.Axes.SetLimitsY(0, Math.Min(top, HighestShown) * (hasLegend ? 1.25 : 1.1));
        plot.HideGrid();
        plot.Title(title);
        if (hasLegend)
            plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
        else
            plot.HideLegend();
    }

    private static Color Dark => Color.FromHex("#222222");
}
