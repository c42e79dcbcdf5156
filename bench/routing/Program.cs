// Compares reads through the routing data source with the same read on a bare one.
// usage: dotnet run -c Release --project bench/routing [ROUNDS [CALLS]]     (default 400 rounds of 100 calls)
using System.Globalization;
using RoutingCost;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 400;
var calls = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupted.Cancel();
};

await using var cluster = await RunningCluster.StartAsync(interrupted.Token);
await using var reads = await RoutedReads.StartAsync(cluster, interrupted.Token);
await using var statements = await StatementCounter.OpenAsync(
    await Task.WhenAll(cluster.Members.Select(member => cluster.GetRootAsync(member, interrupted.Token))), interrupted.Token);

var bare = new Contender("bare data source", reads.OpenBareAsync);
Contender[] contenders =
[
    bare,
    // What differs between two that are the same is the error of the rest.
    new("the same again", reads.OpenBareAsync),
    new("bare, can be cancelled", reads.OpenCancellableAsync),
    new("eventual", reads.OpenEventualAsync),
    new("at a position, replica in step", reads.AtPosition()),
    new("strong", reads.OpenStrongAsync),
];
var measurement = new Measurement(contenders, statements, calls);
await measurement.RunAsync(rounds, interrupted.Token);

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores; {rounds} rounds of {calls} calls each; medians, in brackets the quartiles"));
Console.WriteLine();
Console.WriteLine("| open, read by key, close | µs | to bare in the same round | CPU of the client, µs | allocated, bytes | more than bare | statements |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var contender in contenders)
{
    var (low, middle, high) = measurement.Ratio(contender, bare);
    var bytes = measurement.Median(contender, batch => batch.Bytes);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {contender.Name} | {measurement.Median(contender, batch => batch.Microseconds):0.0} | {middle:0.000} ({low:0.000}–{high:0.000}) | {measurement.Median(contender, batch => batch.CpuMicroseconds):0.0} | {bytes:0} | {bytes - measurement.Median(bare, batch => batch.Bytes):+0;-0;0} | {measurement.Median(contender, batch => batch.Statements):0.00} |"));
}
