using System.Globalization;
using System.Text;
using Chaos.Judging;
using Chaos.Record;

namespace Chaos.Reporting;

/// <summary>Writes a run down for people: what was done, what was measured against its bar, what went wrong.</summary>
internal sealed class MarkdownReport(RunRecord run, IReadOnlyList<Finding> findings, IReadOnlyList<string> failures, IReadOnlyDictionary<string, int> served)
{
    private const int EvidenceAtMost = 40;

    private readonly StringBuilder _text = new();
    private readonly IReadOnlyList<Check> _checks = Checks.Of(run, findings);

    /// <summary>Every figure meets its bar and the run itself went well.</summary>
    public bool IsPassed => failures.Count == 0 && _checks.All(check => check.IsMet != false);

    /// <summary>The report.</summary>
    /// <param name="command">The command line that repeats the run.</param>
    public string Write(string command)
    {
        _text.Clear();
        Line($"# Chaos run: {(IsPassed ? "passed" : "failed")}");
        Line();
        Line($"`{command}`");
        Line();
        Line($"{run.Operations.Count:#,0} operations in {Minutes(End)} on {Environment.ProcessorCount} cores, which load, site and database shared; {run.Faults.Count} faults. "
            + $"Answers by web, connections by gateway: {string.Join(", ", served.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}"))}.");
        Line();
        WriteChecks();
        WriteOperations();
        WriteFaults();
        WriteEvidence();
        return _text.ToString();
    }

    private TimeSpan End => run.Operations.Select(operation => operation.End).DefaultIfEmpty().Max();

    private void WriteChecks()
    {
        Line("| what | bar | measured | |");
        Line("|---|---|---|---|");
        foreach (var check in _checks)
            Line($"| {check.What} | {check.Bar} | {check.Measured} | {check.IsMet switch { true => "met", false => "**missed**", _ => "–" }} |");
        Line();
    }

    private void WriteOperations()
    {
        Line("## Operations");
        Line();
        Line("| kind | count | p50, ms | p99, ms | p99.9, ms | slowest, ms | saved by a retry, by first failure | given up | unexpected |");
        Line("|---|---|---|---|---|---|---|---|---|");
        var range = new TimeRange(TimeSpan.MinValue, TimeSpan.MaxValue);
        WriteOperationsOf("all reads", run.Operations.Where(operation => !operation.Kind.IsWrite()), range);
        WriteOperationsOf("all writes", run.Operations.Where(operation => operation.Kind.IsWrite()), range);
        foreach (var kind in run.Operations.GroupBy(operation => operation.Kind).OrderBy(kind => kind.Key))
            WriteOperationsOf(kind.Key.ToString(), kind, range);
        Line();
        Line($"Answers from the store of an earlier attempt: {run.Operations.Count(operation => operation.Attempts[^1].IsReplay)}.");
        Line();
    }

    private void WriteOperationsOf(string kind, IEnumerable<Operation> operations, TimeRange range)
    {
        var figures = Figures.Of(operations, range);
        Line($"| {kind} | {figures.Count} | {Milliseconds(figures.Median)} | {Milliseconds(figures.P99)} | {Milliseconds(figures.P999)} | {Milliseconds(figures.Slowest)} "
            + $"| {Describe(figures.SavedByRetry)} | {figures.GivenUp} | {figures.Unexpected} |");
    }

    private void WriteFaults()
    {
        Line("## Faults");
        Line();
        Line("| at, s | fault | what | whole after, s | pause of writes, s | pause of reads, s | p99 of reads, ms | slowest read, ms | first request failed: writes | reads | given up |");
        Line("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var fault in run.Faults)
        {
            var writes = Checks.Of(run, fault, isWrite: true);
            var reads = Checks.Of(run, fault, isWrite: false);
            Line($"| {Seconds(fault.Begin)} | {fault.Name} | {fault.What} | {Seconds(fault.End - fault.Begin)} | {Seconds(writes.LongestPause)} | {Seconds(reads.LongestPause)} "
                + $"| {Milliseconds(reads.P99)} | {Milliseconds(reads.Slowest)} | {writes.FirstRequestFailed} | {reads.FirstRequestFailed} | {writes.GivenUp + reads.GivenUp} |");
        }
        Line();
    }

    private void WriteEvidence()
    {
        var failed = run.Operations.Where(operation => operation.IsFailure(run.Faults)).ToArray();
        if (failures.Count + findings.Count + failed.Length == 0)
            return;
        Line("## What went wrong");
        Line();
        foreach (var failure in failures)
            Line($"- {failure}");
        foreach (var finding in findings.GroupBy(finding => finding.Kind).SelectMany(kind => kind.Take(EvidenceAtMost)))
            Line($"- {finding.Kind}: {finding.What}{(finding.Evidence is null ? "" : $" `{finding.Evidence}`")}");
        foreach (var operation in failed.Take(EvidenceAtMost))
            Line($"- failed: `{operation}`");
        if (failed.Length > EvidenceAtMost)
            Line($"- and {failed.Length - EvidenceAtMost} more failed operations");
        Line();
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Describe(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "0" : string.Join(", ", counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key}: {count.Value}"));

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} minutes");

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
