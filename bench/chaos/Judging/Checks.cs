using System.Globalization;
using Chaos.Record;

namespace Chaos.Judging;

/// <summary>The figures that a run is measured by.</summary>
internal static class Checks
{
    private static readonly TimeSpan WritePause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReadP99 = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SwitchPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OutageEnd = TimeSpan.FromSeconds(20);

    /// <summary>All of them, in the order of the report.</summary>
    public static IReadOnlyList<Check> Of(RunRecord run, IReadOnlyList<Finding> findings) =>
    [
        .. Enum.GetValues<FindingKind>().Select(kind => Zero(Describe(kind), findings.Count(finding => finding.Kind == kind))),
        Zero("requests that failed at first, no fault or a member killed, hung, replaced or moved", Failures(run, FaultImpact.Waits)),
        Zero("operations that failed for good, web killed", Failures(run, FaultImpact.Repeats)),
        Zero("operations with another failure than 503 and `Retry-After`, no majority", Failures(run, FaultImpact.Refusals)),
        AtMost("longest pause of writes, primary killed", WritePause, run, "kill-primary", fault => Of(run, fault, isWrite: true).LongestPause),
        Zero("reads that failed at first, primary killed", Faults(run, "kill-primary").Sum(fault => Of(run, fault, isWrite: false).FirstRequestFailed)),
        AtMost("p99 of reads, primary killed", ReadP99, run, "kill-primary", fault => Of(run, fault, isWrite: false).P99),
        Zero("requests that failed at first, planned switch", Faults(run, "switch-primary").Sum(fault => Of(run, fault, isWrite: true).FirstRequestFailed + Of(run, fault, isWrite: false).FirstRequestFailed)),
        AtMost("longest pause of writes, planned switch", SwitchPause, run, "switch-primary", fault => Of(run, fault, isWrite: true).LongestPause),
        AtMost("complete outage: from the start of the servers to the first write", OutageEnd, run, "kill-all", fault => GetFirstWrite(run, fault)),
    ];

    /// <summary>The figures of reads or writes while a fault lasted.</summary>
    public static Figures Of(RunRecord run, FaultRecord fault, bool isWrite) =>
        Figures.Of(run.Operations.Where(operation => operation.Kind.IsWrite() == isWrite), Windows.Of(fault));

    private static IEnumerable<FaultRecord> Faults(RunRecord run, string name) => run.Faults.Where(fault => fault.Name == name);

    private static int Failures(RunRecord run, FaultImpact impact) =>
        run.Operations.Count(operation => operation.GetImpact(run.Faults) == impact && operation.IsFailure(run.Faults));

    private static TimeSpan GetFirstWrite(RunRecord run, FaultRecord fault) =>
        run.Operations.Where(operation => operation.Kind.IsWrite() && operation.IsDone && operation.End > fault.Heal)
            .Select(operation => operation.End - fault.Heal).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    private static Check Zero(string what, int count) => new(what, "0", count.ToString(CultureInfo.InvariantCulture), count == 0);

    /// <summary>The worst of all faults of a name.</summary>
    private static Check AtMost(string what, TimeSpan bar, RunRecord run, string name, Func<FaultRecord, TimeSpan> measure)
    {
        var measured = Faults(run, name).Select(measure).ToArray();
        return measured.Length == 0
            ? new Check(what, Format(bar), "not measured", null)
            : new Check(what, Format(bar), $"{Format(measured.Max())} (worst of {measured.Length})", measured.Max() <= bar);
    }

    private static string Describe(FindingKind kind) => kind switch
    {
        FindingKind.Lost => "acknowledged writes lost",
        FindingKind.Duplicated => "writes applied twice",
        FindingKind.StaleOwnRead => "stale own reads",
        FindingKind.StaleStrongRead => "stale strong reads",
        FindingKind.BackInTime => "reads that went back in time",
        FindingKind.Invented => "reads of what nobody wrote",
        _ => "writes accepted by a member that had been replaced, and faults that did not heal",
    };

    private static string Format(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
