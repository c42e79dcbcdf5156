using System.Diagnostics;
using System.Globalization;

namespace SiteSpeed;

/// <summary>Sends requests over a number of connections, each as soon as the one before it is answered; target by target, round by round, so that whatever else the machine does hits all of them alike.</summary>
internal sealed class Load(Uri web, IReadOnlyList<Target> targets, TimeSpan duration)
{
    /// <summary>Requests at a time.</summary>
    public const int Connections = 32;

    /// <summary>So long each target is asked before it is measured: code is compiled, twice, pools are filled and caches are warmed.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);

    private readonly Dictionary<Target, List<Sample>> _samples = targets.ToDictionary(target => target, _ => new List<Sample>());

    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = Connections });
        for (var round = -(int)Math.Ceiling(WarmUp / duration); round < rounds; round++)
        {
            foreach (var target in targets)
            {
                var sample = await MeasureAsync(client, new Uri(web, target.Path), cancellationToken);
                if (round >= 0)
                    _samples[target].Add(sample);
            }
        }
    }

    /// <summary>The median of a figure over all rounds, and its least and most.</summary>
    public string Describe(Target target, Func<Sample, double> figure, string format) => Describe(_samples[target].Select(figure), format);

    /// <summary>The rate in relation to another target's in the same round.</summary>
    public string DescribeRatio(Target target, Target basis) =>
        Describe(_samples[target].Zip(_samples[basis], (one, other) => one.RequestsPerSecond / other.RequestsPerSecond), "0.00");

    private static string Describe(IEnumerable<double> values, string format)
    {
        var ordered = values.Order().ToArray();
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(ordered[ordered.Length / 2])} ({Text(ordered[0])}–{Text(ordered[^1])})";
    }

    private async Task<Sample> MeasureAsync(HttpMessageInvoker client, Uri address, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => AskAsync(client, address, began, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(began);
        var times = results.SelectMany(result => result.Times).Order().ToArray();
        return new Sample(times.Length / elapsed.TotalSeconds, times[times.Length / 2], times[times.Length * 99 / 100], results.Sum(result => result.Bytes) / (double)times.Length);
    }

    private async Task<(List<double> Times, long Bytes)> AskAsync(HttpMessageInvoker client, Uri address, long began, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var bytes = 0L;
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            var asked = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            // As browsers and most clients ask.
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
            using var response = await client.SendAsync(request, cancellationToken);
            bytes += (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        return (times, bytes);
    }
}
