using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySpeed.Machine;
using GatewaySpeed.Peers;

namespace GatewaySpeed.Load;

/// <summary>h2load: HTTP/2 over TLS, several streams on each connection.</summary>
internal sealed partial class Http2Load(string path, int connections, int streams) : ILoad
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    public string Description => string.Create(CultureInfo.InvariantCulture, $"`h2load -t 1 -c {connections} -m {streams}`, https, `{path}`");

    public async Task<LoadResult> RunAsync(Peer peer, TimeSpan duration, CancellationToken cancellationToken)
    {
        var log = Path.Combine(peer.Folder, "h2load.log");
        File.Delete(log);
        var output = await CommandLine.RunAsync(
            Tools.Find("h2load")!,
            [
                "-t", "1", "-c", connections.ToString(CultureInfo.InvariantCulture), "-m", streams.ToString(CultureInfo.InvariantCulture),
                "-D", string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0}"), $"--log-file={log}",
                $"--connect-to=127.0.0.1:{peer.HttpsPort}", $"https://{Site.Host}{path}",
            ],
            duration + Slack,
            cancellationToken);
        var times = await ReadTimesAsync(log, cancellationToken);
        var (requests, statuses) = (Requests().Match(output), Statuses().Match(output));
        if (!requests.Success || !statuses.Success)
            throw new InvalidOperationException($"h2load gave no figures: {output}");
        long Count(Match match, string group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        var good = Count(statuses, "good");
        var failure = Failures.Describe(
                ("failed", Count(requests, "failed")), ("broken off", Count(requests, "errored")), ("timed out", Count(requests, "timeout")),
                ("with a status other than 2xx", Count(statuses, "moved") + Count(statuses, "refused") + Count(statuses, "broken")))
            ?? (output.Contains("Application protocol: h2", StringComparison.Ordinal) ? null : "not HTTP/2")
            ?? (good == 0 || times.Length == 0 ? "no answers" : null);
        TimeSpan? Percentile(int percent) => times.Length == 0 ? null : TimeSpan.FromMicroseconds(times[times.Length * percent / 100]);
        return new LoadResult(good, duration, Percentile(50), Percentile(99), failure);
    }

    /// <summary>Each line has the start of a request, the answer's status and its time, in microseconds.</summary>
    private static async Task<long[]> ReadTimesAsync(string log, CancellationToken cancellationToken)
    {
        var times = new List<long>();
        await foreach (var line in File.ReadLinesAsync(log, cancellationToken))
        {
            if (line.Split('\t') is [_, _, var time] && long.TryParse(time, CultureInfo.InvariantCulture, out var microseconds))
                times.Add(microseconds);
        }
        times.Sort();
        return [.. times];
    }

    [GeneratedRegex(@"(?<failed>\d+) failed, (?<errored>\d+) errored, (?<timeout>\d+) timeout")]
    private static partial Regex Requests();

    [GeneratedRegex(@"status codes: (?<good>\d+) 2xx, (?<moved>\d+) 3xx, (?<refused>\d+) 4xx, (?<broken>\d+) 5xx")]
    private static partial Regex Statuses();
}
