using System.Globalization;
using Chaos.Judging;
using Chaos.Load;
using Chaos.Model;
using Chaos.Record;
using Chaos.Reporting;

namespace Chaos;

/// <summary>Load on a site that others run and break, such as a deployment: until it is told to stop or the time is over, and then the stored truth and the verdict.</summary>
internal sealed class VisitRun(ChaosOptions options, Uri site, TextWriter output)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TruthWithin = TimeSpan.FromMinutes(1);

    /// <summary>Runs to the end; true when nothing was lost, doubled or stale, and every operation succeeded, at the latest when it was sent again.</summary>
    /// <param name="stopping">Lets the clients finish what they do, and has them judged.</param>
    public async Task<bool> RunAsync(CancellationToken stopping)
    {
        var clock = new RunClock(TimeProvider.System);
        var endpoints = options.At.Count > 0 ? new Endpoints(options.At) : null;
        await using var load = SiteLoad.Start(site, new LoadOptions { Seed = options.Seed, Clients = options.Clients, Rate = options.Rate, Endpoints = endpoints }, clock, CancellationToken.None);
        try
        {
            await load.WaitUntilReadyAsync(stopping);
            await output.WriteLineAsync("ready");
            while (clock.Now < options.Duration)
            {
                await Task.Delay(ProgressEvery, stopping);
                await output.WriteLineAsync($"{clock.Now:hh\\:mm\\:ss} {load.Log.Count} operations");
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The usual end.
        }
        await load.StopAsync();
        using var limit = new CancellationTokenSource(TruthWithin);
        Truth truth;
        try
        {
            truth = await ApiTruth.ReadAsync(site, load.Names, load.Registers, limit.Token, endpoints);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            var file = Path.Combine(options.Logs, "operations.log");
            await OperationFile.WriteAsync(file, new RunRecord(load.Log.ToArray(), [], []), CancellationToken.None);
            await output.WriteLineAsync($"What is stored could not be read from {site}, so nothing can be said of it; what was asked is in {file}. {failure.Message}");
            return false;
        }
        var record = new RunRecord(load.Log.ToArray(), [], [truth]);
        await OperationFile.WriteAsync(Path.Combine(options.Logs, "operations.log"), record, limit.Token);
        return await JudgeAsync(record);
    }

    private async Task<bool> JudgeAsync(RunRecord record)
    {
        var findings = HistoryJudge.Judge(record);
        foreach (var finding in findings)
            await output.WriteLineAsync($"{finding.Kind}: {finding.What}");
        var failed = record.Operations.Where(operation => operation.Outcome != OperationOutcome.Done).ToArray();
        foreach (var operation in failed)
            await output.WriteLineAsync($"{operation.Outcome}: {operation.Kind} of client {operation.Client} at {operation.Start:hh\\:mm\\:ss\\.fff}: {operation.Attempts[^1].Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer"} {operation.Attempts[^1].Detail}");
        var saved = record.Operations.Count(operation => operation.Outcome == OperationOutcome.Done && operation.Attempts.Count > 1);
        var slowest = record.Operations.Select(operation => operation.End - operation.Start).DefaultIfEmpty().Max();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{record.Operations.Count} operations, {record.Operations.Count(operation => operation.Kind.IsWrite())} of them writes; {findings.Count} lost, doubled or stale; {failed.Length} failed; {saved} succeeded when sent again; the slowest took {slowest.TotalSeconds:0.0} s"));
        return findings.Count == 0 && failed.Length == 0 && record.Operations.Count > 0;
    }
}
