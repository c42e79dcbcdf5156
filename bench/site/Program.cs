// Measures the site with seeded data: database round trips of a request, requests per second of one web, and what a first visit fetches.
// usage: dotnet run -c Release --project bench/site -- [ROUNDS [SECONDS]] [--lighthouse]     (default 5 rounds of 5 seconds for each target)
using System.Globalization;
using SiteSpeed;

var withLighthouse = args.Contains("--lighthouse");
var numbers = args.Where(argument => argument != "--lighthouse").Select(argument => double.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
var rounds = numbers.Length > 0 ? (int)numbers[0] : 5;
var duration = TimeSpan.FromSeconds(numbers.Length > 1 ? numbers[1] : 5);
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupted.Cancel();
};

await using var site = await RunningSite.StartAsync(interrupted.Token);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores; the seed took {site.SeedDuration.TotalSeconds:0.0} s (bar: 30)"));
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

var load = new Load(site.Web, targets.Loaded, duration);
await load.RunAsync(rounds, interrupted.Token);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"One web, {Load.Connections} connections, uncached; {rounds} rounds of {duration.TotalSeconds:0.#} s each; medians, in brackets the least and the most"));
Console.WriteLine();
Console.WriteLine("| request | requests/s | to the API in the same round | p50, ms | p99, ms | bytes |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (var target in targets.Loaded)
{
    Console.WriteLine($"| {target.Name} | {load.Describe(target, sample => sample.RequestsPerSecond, "0")} | {load.DescribeRatio(target, targets.Loaded[0])} "
        + $"| {load.Describe(target, sample => sample.Median, "0.0")} | {load.Describe(target, sample => sample.P99, "0.0")} | {load.Describe(target, sample => sample.Bytes, "0")} |");
}
Console.WriteLine();

var visit = await FirstVisit.MakeAsync(site.Gateway, interrupted.Token);
Console.WriteLine($"First visit of the home page, through the gateway: {visit.Files.Sum(file => file.Bytes) / 1024.0:0.0} KB (bar: 60); scripts that block rendering: {visit.BlockingScripts}");
Console.WriteLine();
Console.WriteLine("| file | encoding | bytes |");
Console.WriteLine("|---|---|---|");
foreach (var file in visit.Files)
    Console.WriteLine($"| {file.Path} | {file.Encoding} | {file.Bytes} |");

if (!withLighthouse)
    return;
Console.WriteLine();
Console.WriteLine("| page, in Lighthouse (mobile) | performance | accessibility | best practices | SEO |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var target in targets.Loaded.Skip(1))
{
    var judged = await Lighthouse.RunAsync(new Uri(site.Gateway, target.Path), interrupted.Token);
    Console.WriteLine($"| {judged.Page} | {judged.Performance} | {judged.Accessibility} | {judged.BestPractices} | {judged.Seo} |");
}
