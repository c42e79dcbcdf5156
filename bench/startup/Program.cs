// Measures how long the whole model takes to be ready and how much memory it uses.
// usage: dotnet run --project bench/startup [ROUNDS]     (from the root of the repository, which must be built; default 3 rounds)
using System.Globalization;
using Startup;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
var measures = new (string Name, string[] Arguments)[]
{
    ("persistent data", []),
    ("fresh data", ["--Data:Persistent=false"]),
};

Console.WriteLine($"{Environment.ProcessorCount} cores; {rounds} rounds; medians, in brackets the least and the most");
Console.WriteLine();
Console.WriteLine("| data | `dotnet run` to ready, s | application host to ready, s | stop, s | memory: sum of PSS, MB | sum of RSS, MB |");
Console.WriteLine("|---|---|---|---|---|---|");
// The first start may fetch a server, initialise data and fill caches; it is not counted.
await ModelRun.MeasureAsync([]);
foreach (var (name, arguments) in measures)
{
    var runs = new List<ModelRun>();
    for (var i = 0; i < rounds; i++)
        runs.Add(await ModelRun.MeasureAsync(arguments));
    Console.WriteLine($"| {name} | {Describe(runs, run => run.CommandSeconds, "0.0")} | {Describe(runs, run => run.HostSeconds, "0.0")} | {Describe(runs, run => run.StopSeconds, "0.0")} "
        + $"| {Describe(runs, run => run.ProportionalMegabytes, "0")} | {Describe(runs, run => run.ResidentMegabytes, "0")} |");
}

static string Describe(List<ModelRun> runs, Func<ModelRun, double> figure, string format)
{
    var values = runs.Select(figure).Order().ToArray();
    string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    return $"{Text(values[values.Length / 2])} ({Text(values[0])}–{Text(values[^1])})";
}
