// Measures how much telemetry the dashboard takes in on one core, and how much memory it has when it is full.
// usage: dotnet run -c Release --project bench/telemetry [SECONDS]     (default: 10 s for each protocol)
using System.Globalization;
using Telemetry;

var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
Console.WriteLine($"{Environment.ProcessorCount} cores; the dashboard has one of them, the senders have the others; spans with {Payloads.Attributes} attributes, {Payloads.SpansPerRequest} in a request");
Console.WriteLine();
Console.WriteLine("| protocol | spans per second | processor time for a span, µs | requests told to come later |");
Console.WriteLine("|---|---|---|---|");
foreach (var isGrpc in new[] { true, false })
{
    await using var dashboard = await DashboardProcess.StartAsync();
    // Code is compiled as it is first used, which is not counted.
    await Ingest.MeasureAsync(dashboard, isGrpc, TimeSpan.FromSeconds(2));
    var result = await Ingest.MeasureAsync(dashboard, isGrpc, TimeSpan.FromSeconds(seconds));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(isGrpc ? "gRPC" : "HTTP with protobuf")} | {result.SpansPerSecond:#,0} | {result.MicrosecondsPerSpan:0.0} | {result.Refused} |"));
}

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

async Task ReportAsync(string what)
{
    // What the collector of garbage gives back it gives back some time later.
    await Task.Delay(TimeSpan.FromSeconds(3));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {full.ReadMegabytes("Pss:"):0} | {full.ReadMegabytes("Rss:"):0} |"));
}
