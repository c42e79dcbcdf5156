using Chaos.Faults;
using Chaos.Load;
using Chaos.Model;
using Chaos.Record;

namespace Chaos;

/// <summary>A long run: load, one random fault after another, then the stored truth.</summary>
internal sealed class ChaosRun(ChaosOptions options, SiteUnderTest site, TextWriter progress)
{
    private const int Gateways = 2;

    private static readonly TimeSpan FinalHealWithin = TimeSpan.FromMinutes(3);

    /// <summary>What went wrong with the run itself, such as a site that did not become whole again.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Who served, and how often or over how many connections.</summary>
    public Dictionary<string, int> Served { get; } = [];

    /// <summary>Runs to the end.</summary>
    public async Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        var clock = new RunClock(TimeProvider.System);
        var gateways = await GatewayUse.CreateAsync(site, Gateways, cancellationToken);
        await using var load = SiteLoad.Start(site.Address, new LoadOptions { Seed = options.Seed, Clients = options.Clients, Rate = options.Rate }, clock, cancellationToken);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = gateways.WatchAsync(watching.Token);
        var random = new Random(options.Seed);
        var faults = new FaultRunner(site, clock, random);
        IReadOnlyList<Truth> truths = [];
        try
        {
            await load.WaitUntilReadyAsync(cancellationToken);
            var end = clock.Now + options.Duration;
            // By chance, and yet each as often as the others.
            var round = new Queue<string>();
            do
            {
                await Task.Delay(TimeSpan.FromSeconds(3 + (5 * random.NextDouble())), cancellationToken);
                if (round.Count == 0)
                    round = new Queue<string>(Shuffle(options.Faults, random));
                var fault = FaultCatalog.Create(round.Dequeue());
                await progress.WriteLineAsync($"{clock.Now:hh\\:mm\\:ss} {load.Log.Count} operations; {fault.Name} …");
                var record = await faults.RunAsync(fault, cancellationToken);
                await progress.WriteLineAsync($"{clock.Now:hh\\:mm\\:ss} {record.What}; whole again after {(record.End - record.Begin).TotalSeconds:0.0} s");
            }
            while (clock.Now < end);
            await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
            await load.StopAsync();
            await site.WaitUntilWholeAsync(FinalHealWithin, cancellationToken);
            truths = [.. await StoredTruth.ReadAsync(site, load.Names, load.Registers, cancellationToken), await ApiTruth.ReadAsync(site.Address, load.Names, load.Registers, cancellationToken)];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Failures.Add(exception.Message);
            await progress.WriteLineAsync(exception.ToString());
        }
        await watching.CancelAsync();
        await watch;
        var operations = load.Log.ToArray();
        CountServed(operations, gateways);
        return new RunRecord(operations, faults.Records, truths);
    }

    private static string[] Shuffle(IReadOnlyList<string> faults, Random random)
    {
        string[] shuffled = [.. faults];
        random.Shuffle(shuffled);
        return shuffled;
    }

    private void CountServed(Operation[] operations, GatewayUse gateways)
    {
        foreach (var web in SiteUnderTest.Webs)
            Served[web] = operations.SelectMany(operation => operation.Attempts).Count(attempt => attempt.Web == web);
        foreach (var (gateway, connections) in gateways.MostConnections)
            Served[gateway] = connections;
        foreach (var (name, _) in Served.Where(entry => entry.Value == 0))
            Failures.Add($"{name} never served.");
    }
}
