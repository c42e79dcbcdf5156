using Chaos.Record;

namespace Chaos.Judging;

/// <summary>Decides by the record of a run alone what happened that must not.</summary>
internal static class HistoryJudge
{
    private static readonly Acknowledged Nobody = new([]);

    /// <summary>All findings: those of reads in the order of the run, then those of the stored data and of faults.</summary>
    public static IReadOnlyList<Finding> Judge(RunRecord run)
    {
        var clients = run.Operations.GroupBy(operation => operation.Client)
            .ToDictionary(client => client.Key, client => new Acknowledged(client.OrderBy(operation => operation.Start)));
        var reads = new ReadJudge(client => clients.GetValueOrDefault(client, Nobody));
        return
        [
            .. run.Operations.OrderBy(operation => operation.Start).SelectMany(reads.Judge),
            .. run.Truths.SelectMany(truth => JudgeTruth(clients, truth)),
            .. run.Faults.SelectMany(fault => fault.Violations.Select(violation => new Finding(FindingKind.Violation, $"{fault.Name}: {violation}"))),
        ];
    }

    private static IEnumerable<Finding> JudgeTruth(Dictionary<int, Acknowledged> clients, Truth truth)
    {
        foreach (var ((client, number), count) in truth.Articles)
        {
            if (count > 1)
                yield return new Finding(FindingKind.Duplicated, $"{truth.Source} has article {number} of client {client} {count} times.");
            if (!clients.GetValueOrDefault(client, Nobody).WasNumberSent(number, TimeSpan.MaxValue))
                yield return new Finding(FindingKind.Invented, $"{truth.Source} has article {number} of client {client}, which was never sent.");
        }
        foreach (var (client, acknowledged) in clients)
        {
            foreach (var lost in acknowledged.Appends.Where(append => !truth.Articles.ContainsKey((client, append.Written))))
                yield return new Finding(FindingKind.Lost, $"{truth.Source} lacks article {lost.Written} of client {client}.", lost);
            if (acknowledged.ValueBy(TimeSpan.MaxValue) is { } expected)
            {
                var stored = truth.Registers.TryGetValue(client, out var value) ? value : -1;
                if (stored < expected && !acknowledged.IsOpenValue(stored))
                    yield return new Finding(FindingKind.Lost, $"{truth.Source} has the value {stored} of client {client}, who was told that {expected} is stored.");
            }
        }
    }
}
