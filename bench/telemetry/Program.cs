// Measures how much telemetry the dashboard takes in on one core, how much memory it has when it is full, and how soon a browser shows a change.
// usage: dotnet run -c Release --project bench/telemetry [SECONDS]     (default: 10 s for each protocol)
using System.Globalization;
using Telemetry;

var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
Console.WriteLine($"{Environment.ProcessorCount} cores; the dashboard has one of them, the senders have the others; spans with {Payloads.Attributes} attributes, {Payloads.SpansPerRequest} in a request");
Console.WriteLine();
Console.WriteLine("| protocol | spans per second | processor time for a span, µs | requests told to come later |");
Console.WriteLine("|---|---|---|---|");
var folder = Directory.CreateTempSubdirectory("telemetry-").FullName;
foreach (var (name, isGrpc, recording) in new[] { ("gRPC", true, null), ("HTTP with protobuf", false, null), ("the same, kept in a file", false, Path.Combine(folder, "telemetry.db")) })
{
    await using var dashboard = await DashboardProcess.StartAsync(recording);
    // Code is compiled as it is first used, which is not counted.
    await Ingest.MeasureAsync(dashboard, isGrpc, TimeSpan.FromSeconds(2));
    var result = await Ingest.MeasureAsync(dashboard, isGrpc, TimeSpan.FromSeconds(seconds));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {result.SpansPerSecond:#,0} | {result.MicrosecondsPerSpan:0.0} | {result.Refused} |"));
}
Directory.Delete(folder, recursive: true);

Console.WriteLine();
Console.WriteLine("| the dashboard has | PSS, MB | RSS, MB |");
Console.WriteLine("|---|---|---|");
await using var full = await DashboardProcess.StartAsync();
await ReportAsync("just started");
await Filling.SendLogsAsync(full);
await ReportAsync("10,000 logs");
await Filling.SendTracesAsync(full);
await ReportAsync("and 10,000 traces of 10 spans");
await Filling.SendMetricsAsync(full);
await ReportAsync("and more points than are kept: 100 instruments, 50 of them histograms, of 4 series each");
await Filling.SendTracesAsync(full);
await Filling.SendLogsAsync(full);
await ReportAsync("and all of it once more");

Console.WriteLine();
var times = await StateLatency.MeasureAsync(DashboardProcess.AssemblyPath, changes: 200);
Console.WriteLine(times is null
    ? "No Chromium: how soon a browser shows a change was not measured."
    : string.Create(CultureInfo.InvariantCulture, $"From a change of state to the browser that shows it, {times.Length} changes, ms: median {times.Order().ElementAt(times.Length / 2):0}, p99 {times.Order().ElementAt(times.Length * 99 / 100):0}, slowest {times.Max():0} (bar: 500)"));

async Task ReportAsync(string what)
{
    // What the collector of garbage gives back it gives back some time later.
    await Task.Delay(TimeSpan.FromSeconds(3));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {full.ReadMegabytes("Pss:"):0} | {full.ReadMegabytes("Rss:"):0} |"));
}
