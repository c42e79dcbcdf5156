using System.Diagnostics;
using System.Globalization;
using GatewaySpeed.Load;
using GatewaySpeed.Machine;
using GatewaySpeed.Peers;

namespace GatewaySpeed.Works;

/// <summary>Has a peer do a work once and measures it.</summary>
internal sealed class Meter(Site site)
{
    // Health checks and the first miss of a cache reach the webs as well.
    private const double SmallShare = 0.01;
    private const int SmallNumber = 200;
    private const double LeastShareOfAWeb = 0.45;

    public async Task<Sample> MeasureAsync(Work work, Peer peer, TimeSpan duration, CancellationToken cancellationToken)
    {
        var account = peer.Account;
        var megabytesBefore = account.ProportionalMegabytes;
        var requestsBefore = await CountRequestsAsync(cancellationToken);
        var (began, coresBefore, cpuBefore) = (Stopwatch.GetTimestamp(), new CoreUse(), account.CpuSeconds);
        using var result = await work.Load.TryRunAsync(peer, duration, cancellationToken);
        if (peer.HasEnded)
            return Sample.OfFailure($"it ended under load: {peer.LastWords.ReplaceLineEndings(" ")}");
        var (elapsed, cores, cpu) = (Stopwatch.GetElapsedTime(began), new CoreUse(), account.CpuSeconds - cpuBefore);
        var proxyBusy = cores.ProxySince(coresBefore);
        var (proportional, resident) = (account.ProportionalMegabytes, account.ResidentMegabytes);
        var requests = (await CountRequestsAsync(cancellationToken)).Zip(requestsBefore, (after, before) => after - before).ToArray();
        return new Sample(
            result.Completed / result.Elapsed.TotalSeconds,
            result.Median?.TotalMilliseconds,
            result.P99?.TotalMilliseconds,
            result.Completed == 0 ? 0 : cpu * 1_000_000 / result.Completed,
            megabytesBefore,
            proportional,
            resident,
            result.Completed,
            proxyBusy,
            Math.Max(0, proxyBusy - (cpu / elapsed.TotalSeconds)),
            cores.LoadSince(coresBefore),
            result.Failure ?? Judge(work.AnsweredBy, result.Completed, requests));
    }

    private async Task<long[]> CountRequestsAsync(CancellationToken cancellationToken) => await Task.WhenAll(site.Webs.Select(web => web.CountRequestsAsync(cancellationToken)));

    /// <summary>Says when the answers did not come from where they were to come from.</summary>
    private static string? Judge(AnsweredBy expected, long completed, long[] requests)
    {
        var sum = requests.Sum();
        return expected switch
        {
            AnsweredBy.Webs when sum < completed * (1 - SmallShare) => string.Create(CultureInfo.InvariantCulture, $"the webs had {sum} of {completed} requests"),
            AnsweredBy.Webs when requests.Min() < sum * LeastShareOfAWeb - SmallNumber => $"the webs had {string.Join(" and ", requests)} requests",
            AnsweredBy.Cache when sum > (completed * SmallShare) + SmallNumber => string.Create(CultureInfo.InvariantCulture, $"the webs had {sum} of {completed} requests"),
            _ => null,
        };
    }
}
