using System.Globalization;
using GatewaySpeed.Configuration;
using GatewaySpeed.Machine;
using GatewaySpeed.Peers;

namespace GatewaySpeed.Load;

/// <summary>wrk: HTTP/1.1 over connections that stay open, the next request as soon as the last one is answered.</summary>
/// <param name="path">What is asked for.</param>
/// <param name="bytes">The length of its body, where it is known: an answer of another length is not the one that was asked for.</param>
/// <param name="connections">How many connections.</param>
internal sealed class WrkLoad(string path, int? bytes, int connections) : ILoad
{
    private const string Line = "figures ";

    // Headers of an answer are shorter than this. What is under way at the end counts as received and not as a request.
    private const int HeaderBytesAtMost = 2048;

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    public string Description => string.Create(CultureInfo.InvariantCulture, $"`wrk -t 1 -c {connections}`, http, `{path}`");

    public async Task<LoadResult> RunAsync(Peer peer, TimeSpan duration, CancellationToken cancellationToken)
    {
        var output = await CommandLine.RunAsync(
            Tools.Find("wrk")!,
            [
                "-t", "1", "-c", connections.ToString(CultureInfo.InvariantCulture), "-d", string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0}s"),
                "--timeout", "5s", "-s", ConfigurationText.Own("report.lua").Write(peer.Folder), "-H", $"Host: {Site.Host}", "-H", "Accept-Encoding: gzip", $"http://127.0.0.1:{peer.HttpPort}{path}",
            ],
            duration + Slack,
            cancellationToken);
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)) ?? throw new InvalidOperationException($"wrk gave no figures: {output}");
        return Read([.. line[Line.Length..].Split(' ').Select(value => long.Parse(value, CultureInfo.InvariantCulture))]);
    }

    private LoadResult Read(long[] figures)
    {
        if (figures is not [var requests, var microseconds, var received, var connect, var read, var write, var status, var timeout, var median, var p99])
            throw new InvalidOperationException($"wrk gave {figures.Length} figures.");
        var length = requests == 0 ? 0 : received / requests;
        var failure = Failures.Describe(("without a connection", connect), ("broken off", read + write), ("with a status of 400 or more", status), ("timed out", timeout))
            ?? (requests == 0 ? "no answers" : null)
            ?? (length < bytes || length > (2 * bytes) + HeaderBytesAtMost ? string.Create(CultureInfo.InvariantCulture, $"answers of {length} bytes each where {bytes} were asked for") : null);
        return new LoadResult(requests, TimeSpan.FromMicroseconds(microseconds), TimeSpan.FromMicroseconds(median), TimeSpan.FromMicroseconds(p99), failure);
    }
}
