using System.Diagnostics;

namespace RoutingCost;

/// <summary>Runs contenders in turn, round by round, so that whatever else the machine does hits all of them alike.</summary>
internal sealed class Measurement(IReadOnlyList<Contender> contenders, StatementCounter statements, int callsPerBatch)
{
    /// <summary>Rounds in which code is compiled, pools are filled and caches are warmed.</summary>
    private const int WarmUpRounds = 10;

    private readonly Dictionary<Contender, List<Batch>> _batches = contenders.ToDictionary(contender => contender, _ => new List<Batch>());

    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            // Each round begins with another contender, since the first one after a pause pays for it.
            for (var place = 0; place < contenders.Count; place++)
            {
                var contender = contenders[(place + round + WarmUpRounds) % contenders.Count];
                var batch = await MeasureAsync(contender, cancellationToken);
                if (round >= 0)
                    _batches[contender].Add(batch);
            }
        }
    }

    /// <summary>The median of a figure over all rounds.</summary>
    public double Median(Contender contender, Func<Batch, double> figure) => Median(_batches[contender].Select(figure));

    /// <summary>The median of the ratio to another contender in the same round, and the quartiles.</summary>
    public (double Low, double Middle, double High) Ratio(Contender contender, Contender basis)
    {
        var ratios = _batches[contender].Zip(_batches[basis], (one, other) => one.Microseconds / other.Microseconds).Order().ToArray();
        return (ratios[ratios.Length / 4], ratios[ratios.Length / 2], ratios[ratios.Length * 3 / 4]);
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }

    private async Task<Batch> MeasureAsync(Contender contender, CancellationToken cancellationToken)
    {
        var statementsBefore = await statements.CountAsync(cancellationToken);
        var bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        await contender.RunAsync(callsPerBatch);
        var elapsed = Stopwatch.GetElapsedTime(began);
        var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
        var sent = await statements.CountAsync(cancellationToken) - statementsBefore;
        return new Batch(elapsed.TotalMicroseconds / callsPerBatch, cpu.TotalMicroseconds / callsPerBatch, (double)bytes / callsPerBatch, (double)sent / callsPerBatch);
    }
}
