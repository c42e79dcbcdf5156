// Measures the site with seeded data: database round trips of a request, requests per second of one web, and what a first visit fetches.
using System.Globalization;
using SiteSpeed;

const int LighthouseVisits = 5;
BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message}{Environment.NewLine}{BenchOptions.Usage}");
    return 2;
}
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupted.Cancel();
};

await using var site = await RunningSite.StartAsync(options.Beside, interrupted.Token);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores; the seed took {site.SeedDuration.TotalSeconds:0.0} s (bar: 30); the last member had it {site.CatchUpDuration.TotalSeconds:0.0} s later"));
Console.WriteLine();
var targets = await Targets.FindAsync(site, interrupted.Token);

Console.WriteLine("| request | round trips, nobody | signed in, first | signed in, later |");
Console.WriteLine("|---|---|---|---|");
await using (var counter = await RoundTripCounter.OpenAsync(site, interrupted.Token))
{
    using var nobody = Visitor.Nobody(site);
    using var first = await Visitor.SignInAsync(site, keepsPosition: false, interrupted.Token);
    using var later = await Visitor.SignInAsync(site, keepsPosition: true, interrupted.Token);
    foreach (var target in targets.All)
    {
        async Task<string> CountAsync(Visitor visitor) =>
            (await counter.CountAsync(() => visitor.GetAsync(target.Path, interrupted.Token), interrupted.Token)).ToString("0.##", CultureInfo.InvariantCulture);
        Console.WriteLine($"| {target.Name} | {(target.NeedsAccount ? "" : await CountAsync(nobody))} | {await CountAsync(first)} | {await CountAsync(later)} |");
    }
}
Console.WriteLine();

if (options.Rounds > 0)
{
    var loaded = options.Beside.Count == 0 ? targets.Loaded : targets.Beside(site.OtherWeb, string.Join(' ', options.Beside.Select(variable => $"{variable.Key}={variable.Value}")));
    var load = new Load(site.Web, loaded, options.Duration);
    await load.RunAsync(options.Rounds, interrupted.Token);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"One web, {Load.Connections} connections, uncached; {options.Rounds} rounds of {options.Duration.TotalSeconds:0.#} s each; medians, in brackets the least and the most"));
    Console.WriteLine();
    Console.WriteLine("| request | requests/s | to the API in the same round | p50, ms | p99, ms | bytes |");
    Console.WriteLine("|---|---|---|---|---|---|");
    foreach (var target in loaded)
    {
        Console.WriteLine($"| {target.Name} | {load.Describe(target, sample => sample.RequestsPerSecond, "0")} | {load.DescribeRatio(target, loaded[0])} "
            + $"| {load.Describe(target, sample => sample.Median, "0.0")} | {load.Describe(target, sample => sample.P99, "0.0")} | {load.Describe(target, sample => sample.Bytes, "0")} |");
    }
    Console.WriteLine();
}

var visit = await FirstVisit.MakeAsync(site.Gateway, interrupted.Token);
Console.WriteLine($"First visit of the home page, through the gateway: {visit.Files.Sum(file => file.Bytes) / 1024.0:0.0} KB (bar: 60); scripts that block rendering: {visit.BlockingScripts}");
Console.WriteLine();
Console.WriteLine("| file | encoding | bytes |");
Console.WriteLine("|---|---|---|");
foreach (var file in visit.Files)
    Console.WriteLine($"| {file.Path} | {file.Encoding} | {file.Bytes} |");

if (!options.Lighthouse)
    return 0;
Console.WriteLine();
// The first visit is the browser's own: what it does at its start would count as the page's.
await using var browser = await Browser.StartAsync(interrupted.Token);
await Lighthouse.RunAsync(browser, site.Gateway, interrupted.Token);
Console.WriteLine("| page, in Lighthouse (mobile) | performance | accessibility | best practices | SEO | first paint, ms | largest paint, ms | blocked, ms |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
foreach (var target in targets.Loaded.Skip(1))
{
    for (var turn = 0; turn < LighthouseVisits; turn++)
    {
        var judged = await Lighthouse.RunAsync(browser, new Uri(site.Gateway, target.Path), interrupted.Token);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {judged.Page} | {judged.Performance} | {judged.Accessibility} | {judged.BestPractices} | {judged.Seo} | {judged.FirstPaint:0} | {judged.LargestPaint:0} | {judged.BlockedTime:0} |"));
    }
}
return 0;
