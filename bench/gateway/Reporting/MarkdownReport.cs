using System.Globalization;
using System.Text;
using GatewaySpeed.Peers;
using GatewaySpeed.Works;

namespace GatewaySpeed.Reporting;

/// <summary>Writes down what was measured, how, and what is asked of it.</summary>
internal sealed class MarkdownReport(BenchOptions options, Versions versions, IReadOnlyList<Comparison> comparisons)
{
    // What the kernel itself does on a core, and a tick of its clock at either end, is less than this.
    private const double QuietShare = 0.1;

    private readonly StringBuilder _text = new();

    /// <summary>Nothing failed, so every row counts.</summary>
    public bool IsValid => Failures.Length == 0;

    private string[] Failures =>
    [
        .. from comparison in comparisons
           from peer in comparison.Peers
           from failure in comparison.FailuresOf(peer)
           select $"{comparison.Work.Title}, {peer}: {failure}",
    ];

    /// <summary>Writes the report and its plot.</summary>
    public async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var plot = Path.Combine("images", $"{Path.GetFileNameWithoutExtension(path)}.png");
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        var hasPlot = SpeedPlot.TrySave(comparisons, Path.Combine(folder, plot));
        await File.WriteAllTextAsync(path, Write(hasPlot ? plot : null), cancellationToken);
    }

    /// <summary>The report.</summary>
    /// <param name="plot">The plot's file, from where the report is; null when there is none.</param>
    public string Write(string? plot)
    {
        _text.Clear();
        Line("# The gateway beside HAProxy and nginx");
        Line();
        Line($"`{options.CommandLine}` wrote this page. {versions.Machine}. {string.Join(", ", versions.Programs)}.");
        Line();
        WriteFailures();
        WriteDisturbance();
        WriteBars();
        if (plot is not null)
        {
            Line($"![Throughput and CPU time in relation to HAProxy]({plot})");
            Line();
        }
        WriteMethod();
        foreach (var comparison in comparisons)
            WriteComparison(comparison);
        return _text.ToString().TrimEnd('\n') + "\n";
    }

    private void WriteFailures()
    {
        if (IsValid)
            return;
        Line("**This run is not valid.** What has failed stands for nothing, and nothing is compared with it:");
        Line();
        foreach (var failure in Failures.Distinct())
            Line($"- {failure}");
        Line();
    }

    /// <summary>Says when others took a part of the core that the peer was to have for itself: then the figures are those of a busy machine.</summary>
    private void WriteDisturbance()
    {
        var most = comparisons.Where(comparison => !comparison.Work.IsAboutMemory).SelectMany(comparison => comparison.Peers.Select(peer => comparison.Of(peer, sample => sample.OthersShare)?.Most ?? 0)).DefaultIfEmpty().Max();
        if (most <= QuietShare)
            return;
        Line(string.Create(CultureInfo.InvariantCulture, $"**The machine was not quiet.** Other programs took up to {most:0 %} of the core of the peer that was measured, where {QuietShare:0 %} are usual at most."));
        Line();
    }

    private void WriteBars()
    {
        Line("| work | asked of the gateway | measured | |");
        Line("|---|---|---|---|");
        foreach (var comparison in comparisons)
        {
            foreach (var bar in comparison.Work.Bars)
            {
                var ratio = comparison.Ratio(bar.Figure, bar.Peer, bar.Against);
                Line($"| {comparison.Work.Title} | {Describe(bar)} | {Text(ratio, "0.00")} | {(ratio is not { } measured ? "–" : bar.IsMetBy(measured.Median) ? "reached" : "**not reached**")} |");
            }
        }
        Line();
    }

    private void WriteMethod()
    {
        Line($"Medians of {options.Rounds} round{(options.Rounds == 1 ? "" : "s")} of {options.Duration.TotalSeconds:0} s, in brackets the least and the most. In a round each peer has its turn, and another one is the first each time; ratios are between turns of the same round. "
            + $"The gateway and bare YARP are under load for {options.WarmUp.TotalSeconds:0} s before the first one of each work.");
        Line();
        Line("- The peer that is measured has the last core for itself (`taskset`), so HAProxy has one thread, nginx one worker, and .NET sees one processor. The webs, the load and everything else have the other cores. How busy both were is in the last column: "
            + "where the load's share is the higher one, the load was the limit, and CPU time tells more than throughput.");
        Line("- The webs are two nginx processes that answer 1 KB or 100 KB and count their requests: an uncached work counts only when they had all of them, in equal parts, and a cached one when they had almost none.");
        Line("- HAProxy has the configuration of `deploy/vm/classic` without its log, nginx the one of `bench/gateway/Configuration`, without a log as well. Bare YARP is one route, one cluster, round robin, no log. The gateway is what is deployed, its own settings, Production, and rates that one address cannot reach, since all load comes from one; its cache is on where the work says so. "
            + "All keep connections to the webs open, and have the same certificate (ECDSA, P-256). The classic chain is HAProxy and one nginx for each web, all three on the core of the peer.");
        if (comparisons.Any(comparison => comparison.Work.NeedsSite))
            Line("- The whole chain has the site's own webs behind it, seeded, with their database, on the cores of the load. The gateway has its cache on, as nginx has in the classic chain; both keep a page as long as the site says.");
        Line("- \"All features\" is the gateway with its cache, metrics sent every 5 s and one request in a hundred traced.");
        Line("- CPU time is user and system time of all processes of the peer, by request. Memory is their PSS, in brackets RSS: the .NET peers run side by side and share pages, which PSS divides among them; with the idle connections there is one peer at a time.");
        Line();
    }

    private void WriteComparison(Comparison comparison)
    {
        Line($"## {char.ToUpperInvariant(comparison.Work.Title[0])}{comparison.Work.Title[1..]}");
        Line();
        Line($"{comparison.Work.Load.Description}.");
        Line();
        if (comparison.Work.IsAboutMemory)
            WriteMemory(comparison);
        else
            WriteSpeed(comparison);
        Line();
    }

    private void WriteSpeed(Comparison comparison)
    {
        var unit = comparison.Work.Unit;
        Line($"| | {unit}s/s | to HAProxy | to the best other | p50, ms | p99, ms | CPU per {unit}, µs | to HAProxy | memory, MB | busy: its core, the load's |");
        Line("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var peer in comparison.Peers)
        {
            string Of(Func<Sample, double?> figure, string format) => Text(comparison.Of(peer, figure), format);
            var row = $"{Of(sample => sample.PerSecond, "#,0")} | {Text(comparison.Ratio(Figure.Throughput, peer, [PeerNames.HAProxy]), "0.00")} | {Text(comparison.Ratio(Figure.Throughput, peer, comparison.Peers), "0.00")} "
                + $"| {Of(sample => sample.Median, "0.00")} | {Of(sample => sample.P99, "0.00")} | {Of(sample => sample.CpuMicroseconds, "0.0")} | {Text(comparison.Ratio(Figure.Cpu, peer, [PeerNames.HAProxy]), "0.00")} "
                + $"| {Median(comparison, peer, sample => sample.ProportionalMegabytes, "0")} ({Median(comparison, peer, sample => sample.ResidentMegabytes, "0")}) "
                + $"| {Median(comparison, peer, sample => sample.ProxyBusy, "0 %")}, {Median(comparison, peer, sample => sample.LoadBusy, "0 %")} |";
            WriteRow(comparison, peer, row, columns: 9);
        }
    }

    private void WriteMemory(Comparison comparison)
    {
        Line("| | memory with them open, MB | to HAProxy | to the best other | RSS, MB | before, MB | each, KB | CPU for each, µs | opened/s |");
        Line("|---|---|---|---|---|---|---|---|---|");
        foreach (var peer in comparison.Peers)
        {
            string Of(Func<Sample, double?> figure, string format) => Text(comparison.Of(peer, figure), format);
            var row = $"{Of(sample => sample.ProportionalMegabytes, "0.0")} | {Text(comparison.Ratio(Figure.Memory, peer, [PeerNames.HAProxy]), "0.00")} | {Text(comparison.Ratio(Figure.Memory, peer, comparison.Peers), "0.00")} "
                + $"| {Median(comparison, peer, sample => sample.ResidentMegabytes, "0.0")} | {Median(comparison, peer, sample => sample.MegabytesBefore, "0.0")} | {Of(sample => sample.KilobytesEach, "0.0")} "
                + $"| {Of(sample => sample.CpuMicroseconds, "0")} | {Of(sample => sample.PerSecond, "#,0")} |";
            WriteRow(comparison, peer, row, columns: 8);
        }
    }

    private void WriteRow(Comparison comparison, string peer, string row, int columns)
    {
        var failures = comparison.FailuresOf(peer);
        Line(failures.Count == 0 ? $"| {peer} | {row}" : $"| {peer} | **not valid: {failures[0]}** |{string.Concat(Enumerable.Repeat(" |", columns - 1))}");
    }

    private static string Median(Comparison comparison, string peer, Func<Sample, double?> figure, string format) =>
        comparison.Of(peer, figure)?.Median.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private static string Text(Spread? spread, string format) => spread?.ToString(format) ?? "–";

    private static string Describe(Bar bar) => string.Create(CultureInfo.InvariantCulture,
        $"{(bar.Peer == PeerNames.Gateway ? "" : $"{bar.Peer}: ")}{bar.Figure.Name} {(bar.Figure.IsBetterHigh ? "at least" : "at most")} {bar.Limit:0.##} × that of {(bar.Against.Count == 1 ? bar.Against[0] : "the better one of HAProxy and nginx")}");

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
