using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySpeed.Machine;
using GatewaySpeed.Peers;

namespace GatewaySpeed.Load;

/// <summary>Complete TLS handshakes, each on a new connection and none resumed: several <c>openssl s_time</c> side by side, each of which begins the next when the last is made.</summary>
internal sealed partial class HandshakeLoad(int processes) : ILoad
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    public string Description => string.Create(CultureInfo.InvariantCulture, $"{processes} × `openssl s_time -new`, TLS 1.3, no request");

    public async Task<LoadResult> RunAsync(Peer peer, TimeSpan duration, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "s_time", "-connect", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{peer.HttpsPort}"), "-new", "-tls1_3",
            "-time", string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0}"),
        ];
        var began = Stopwatch.GetTimestamp();
        var outputs = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => CommandLine.RunAsync(Tools.Find("openssl")!, arguments, duration + Slack, cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(began);
        var silent = outputs.Count(output => !Connections().IsMatch(output));
        var made = outputs.Select(output => Connections().Match(output)).Where(match => match.Success).Sum(match => long.Parse(match.Groups["made"].Value, CultureInfo.InvariantCulture));
        var failure = Failures.Describe(("of the clients stopped", silent)) ?? (made == 0 ? "no handshakes" : null);
        return new LoadResult(made, elapsed, null, null, failure);
    }

    // "1234 connections in 3 real seconds, 0 bytes read per connection"
    [GeneratedRegex(@"(?<made>\d+) connections in \d+ real seconds")]
    private static partial Regex Connections();
}
