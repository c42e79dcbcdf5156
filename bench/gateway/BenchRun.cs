using System.Globalization;
using GatewaySpeed.Load;
using GatewaySpeed.Peers;
using GatewaySpeed.Works;

namespace GatewaySpeed;

/// <summary>Has all peers do all works, in rounds: each peer once a round, and another one first each time, so that whatever else the machine does hits all of them alike.</summary>
internal sealed class BenchRun(BenchOptions options, IReadOnlyList<Work> works, Site site, TextWriter progress)
{
    /// <summary>What a peer does of a work before it is measured; the load generators take whole seconds only.</summary>
    private static readonly TimeSpan Touch = TimeSpan.FromSeconds(1);

    // To start a load generator, and for all that is read before and after it.
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(0.4);

    // To start the site and seed it.
    private static readonly TimeSpan OverheadOfSite = TimeSpan.FromSeconds(60);

    // To start a peer, and to open and close its connections.
    private static readonly TimeSpan OverheadOfMemory = TimeSpan.FromSeconds(4);

    private readonly Meter _meter = new(site);

    /// <summary>About how long it takes.</summary>
    public static TimeSpan Estimate(BenchOptions options)
    {
        var works = options.Works.Aggregate(TimeSpan.Zero, (sum, work) => sum + (work.Peers.Count * (work.IsAboutMemory
            ? options.Rounds * (options.Duration + OverheadOfMemory)
            : Touch + Overhead + (options.Rounds * (options.Duration + Overhead)))));
        var warmUps = options.Works.Where(work => !work.IsAboutMemory).Sum(work => work.Peers.Count(peer => peer.IsCompiledWhileItRuns));
        return works + (options.WarmUp * warmUps) + (options.Works.Any(work => work.NeedsSite) ? OverheadOfSite : TimeSpan.Zero);
    }

    /// <summary>Does it all, what is about memory last: then no other .NET process is there to share pages with.</summary>
    public async Task<IReadOnlyList<Comparison>> RunAsync(CancellationToken cancellationToken) =>
    [
        .. await RunSpeedAsync([.. works.Where(work => !work.IsAboutMemory)], cancellationToken),
        .. await RunMemoryAsync([.. works.Where(work => work.IsAboutMemory)], cancellationToken),
    ];

    private async Task<IReadOnlyList<Comparison>> RunSpeedAsync(Work[] some, CancellationToken cancellationToken)
    {
        await using var peers = new PeerPool(site);
        // What cannot be started is to be known now, and not after the first works.
        foreach (var kind in some.SelectMany(work => work.Peers).Distinct())
            await peers.GetAsync(kind, cancellationToken);
        var comparisons = new List<Comparison>();
        foreach (var work in some)
        {
            await WarmUpAsync(work, peers, cancellationToken);
            comparisons.Add(await CompareAsync(work, async kind => await _meter.MeasureAsync(work, await peers.GetAsync(kind, cancellationToken), options.Duration, cancellationToken)));
        }
        return comparisons;
    }

    private async Task<IReadOnlyList<Comparison>> RunMemoryAsync(Work[] some, CancellationToken cancellationToken)
    {
        var comparisons = new List<Comparison>();
        foreach (var work in some)
        {
            comparisons.Add(await CompareAsync(work, async kind =>
            {
                await using var fresh = await Peer.StartAsync(kind, site, cancellationToken);
                return await _meter.MeasureAsync(work, fresh, options.Duration, cancellationToken);
            }));
        }
        return comparisons;
    }

    private async Task<Comparison> CompareAsync(Work work, Func<PeerKind, Task<Sample>> measureAsync)
    {
        var comparison = new Comparison(work);
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var turn = 0; turn < work.Peers.Count; turn++)
            {
                var kind = work.Peers[(turn + round) % work.Peers.Count];
                var sample = await measureAsync(kind);
                comparison.Add(kind.Name, sample);
                Tell(work, round, kind, sample);
            }
        }
        return comparison;
    }

    /// <summary>A peer that is compiled while it runs gets its time under load, with each work anew since other code does it, and then each does the work for a moment.</summary>
    private async Task WarmUpAsync(Work work, PeerPool peers, CancellationToken cancellationToken)
    {
        foreach (var kind in work.Peers)
        {
            var peer = await peers.GetAsync(kind, cancellationToken);
            if (kind.IsCompiledWhileItRuns)
            {
                progress.WriteLine($"{work.Key}: {kind.Key} warms up");
                using var warm = await work.Load.TryRunAsync(peer, options.WarmUp, cancellationToken);
            }
            using var touched = await work.Load.TryRunAsync(peer, Touch, cancellationToken);
        }
    }

    private void Tell(Work work, int round, PeerKind kind, Sample sample) => progress.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{work.Key} {round + 1}/{options.Rounds} {kind.Name}: {sample.PerSecond:#,0} {work.Unit}s/s, {(sample.P99 is { } p99 ? string.Create(CultureInfo.InvariantCulture, $"p99 {p99:0.0} ms, ") : "")}{sample.CpuMicroseconds:0.0} µs each, {sample.ProportionalMegabytes:0} MB{(sample.Failure is null ? "" : $" FAILED: {sample.Failure}")}"));
}
