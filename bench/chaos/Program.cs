// Breaks the running site under load and judges what its visitors saw; see ChaosOptions.Usage.
using System.Runtime.InteropServices;
using Chaos;
using Chaos.Judging;
using Chaos.Model;
using Chaos.Reporting;

ChaosOptions options;
try
{
    options = ChaosOptions.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

using var interrupted = new CancellationTokenSource();
void Interrupt(PosixSignalContext signal)
{
    // The processes and folders of the run are cleaned up on the way out.
    signal.Cancel = true;
    interrupted.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

Directory.CreateDirectory(options.Logs);
try
{
    if (options.Site is { } site)
        return await new VisitRun(options, site, Console.Out).RunAsync(interrupted.Token) ? 0 : 1;
    await using var running = await RunningSite.StartAsync(Path.Combine(options.Logs, "model.log"), interrupted.Token);
    var run = new ChaosRun(options, running.Site, Console.Error);
    var record = await run.RunAsync(interrupted.Token);
    await OperationFile.WriteAsync(Path.Combine(options.Logs, "operations.log"), record, interrupted.Token);
    var report = new MarkdownReport(record, HistoryJudge.Judge(record), run.Failures, run.Served);
    var text = report.Write(options.CommandLine);
    Console.WriteLine(text);
    if (options.Report is not null)
        await File.WriteAllTextAsync(options.Report, text, interrupted.Token);
    return report.IsPassed ? 0 : 1;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted.");
    return 130;
}
