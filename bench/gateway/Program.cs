// Measures the gateway beside HAProxy, nginx and YARP as it comes: the same webs, the same load, one core for whichever is measured. See BenchOptions.Usage.
using System.Diagnostics;
using System.Runtime.InteropServices;
using GatewaySpeed;
using GatewaySpeed.Machine;
using GatewaySpeed.Peers;
using GatewaySpeed.Reporting;

if (args is [BareYarp.Argument])
{
    await BareYarp.RunAsync();
    return 0;
}

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
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

try
{
    await Tools.InstallAsync(Tools.All, isShown: true, interrupted.Token);
    var files = OpenFiles.Raise(options.Works.Max(work => work.OpenFiles));
    if (options.Works.FirstOrDefault(work => work.OpenFiles > files) is { } impossible)
        throw new InvalidOperationException($"'{impossible.Key}' needs {impossible.OpenFiles} open files, and {files} are allowed here: raise the limit (ulimit -n), or leave it out with --only.");
    Cores.MoveToLoad();
    Console.Error.WriteLine($"This takes about {BenchRun.Estimate(options).TotalMinutes:0.0} minutes.");
    var began = Stopwatch.GetTimestamp();
    var comparisons = await BenchSession.RunAsync(options, Console.Error, interrupted.Token);
    var report = new MarkdownReport(options, await Versions.ReadAsync(interrupted.Token), comparisons);
    Console.WriteLine(report.Write(plot: null));
    if (options.Report is not null)
        await report.SaveAsync(options.Report, interrupted.Token);
    Console.Error.WriteLine($"It took {Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} minutes.");
    return report.IsValid ? 0 : 1;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted.");
    return 130;
}
catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
