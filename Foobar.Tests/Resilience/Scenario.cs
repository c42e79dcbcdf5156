using Chaos.Faults;
using Chaos.Judging;
using Chaos.Load;
using Chaos.Model;
using Chaos.Record;
using Chaos.Reporting;
using Foobar.Tests.Support;

namespace Foobar.Tests.Resilience;

/// <summary>Clients at work, a fault in the middle of it, and what came of it.</summary>
internal sealed class Scenario
{
    private static readonly LoadOptions Load = new() { Clients = 8, Rate = 60 };

    /// <summary>Operations before the first fault and after the last, so that there is something to lose.</summary>
    private const int OperationsAround = 100;

    private static readonly TimeSpan HealWithin = TimeSpan.FromMinutes(3);

    private const int EvidenceAtMost = 10;

    private readonly string _log;

    private Scenario(RunRecord record, string log) => (Record, _log) = (record, log);

    /// <summary>All that happened.</summary>
    public RunRecord Record { get; }

    /// <summary>The first fault.</summary>
    public FaultRecord Fault => Record.Faults[0];

    /// <summary>Makes the faults one after another on a site under load, and reads at the end what is stored.</summary>
    public static async Task<Scenario> RunAsync(ResilienceModel model, params string[] faults)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var site = await model.GetSiteAsync();
        var healed = false;
        try
        {
            await site.WaitUntilWholeAsync(HealWithin, cancellationToken);
            var clock = new RunClock(TimeProvider.System);
            await using var load = SiteLoad.Start(site.Address, Load, clock, cancellationToken);
            await load.WaitUntilReadyAsync(cancellationToken);
            await WaitForOperationsAsync(load);
            var runner = new FaultRunner(site, clock, new Random(faults.Length));
            foreach (var fault in faults)
                await runner.RunAsync(FaultCatalog.Create(fault), cancellationToken);
            await WaitForOperationsAsync(load);
            await load.StopAsync();
            Truth[] truths = [.. await StoredTruth.ReadAsync(site, load.Names, load.Registers, cancellationToken), await ApiTruth.ReadAsync(site.Address, load.Names, load.Registers, cancellationToken)];
            healed = true;
            var record = new RunRecord(load.Log.ToArray(), runner.Records, truths);
            var log = Path.Combine(TestFolders.Logs, $"{string.Join('+', faults)}.log");
            await OperationFile.WriteAsync(log, record, cancellationToken);
            return new Scenario(record, log);
        }
        finally
        {
            if (!healed)
                await model.GiveUpAsync();
        }
    }

    /// <summary>Nothing lost, doubled, stale or back in time, and no failure that the fault does not allow.</summary>
    public void AssertSound()
    {
        Assert.All(SiteUnderTest.Webs, web => Assert.Contains(Record.Operations, operation => operation.Attempts.Any(attempt => attempt.Web == web)));
        string[] wrong =
        [
            .. HistoryJudge.Judge(Record).Select(finding => finding.ToString()),
            .. Record.Operations.Where(operation => operation.IsFailure(Record.Faults)).Select(operation => $"failed: {operation}"),
        ];
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {Record.Operations.Count} operations, all of them in {_log}:\n{string.Join('\n', wrong.Take(EvidenceAtMost))}");
    }

    /// <summary>The figures of the writes during the first fault.</summary>
    public Figures Writes => Checks.Of(Record, Fault, isWrite: true);

    private static Task WaitForOperationsAsync(SiteLoad load)
    {
        var enough = load.Log.Count + OperationsAround;
        return Eventually.BecomesTrueAsync(_ => Task.FromResult(load.Log.Count >= enough), "operations of the clients");
    }
}
