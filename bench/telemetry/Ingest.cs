using System.Diagnostics;

namespace Telemetry;

/// <summary>How much the dashboard takes in when more is sent than it can.</summary>
internal sealed record Ingest(double SpansPerSecond, double MicrosecondsPerSpan, int Refused)
{
    private const int Senders = 3;

    /// <summary>Made before, so that making them does not slow down the senders; of twice as many traces as are kept, so that each is new when it comes again.</summary>
    private static readonly byte[][] Requests = [.. Enumerable.Range(0, 400).Select(Payloads.CreateSpans)];

    public static async Task<Ingest> MeasureAsync(DashboardProcess dashboard, bool isGrpc, TimeSpan duration)
    {
        var (sent, refused) = (0, 0);
        var before = dashboard.ProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            using var sender = new Sender(dashboard, isGrpc);
            while (clock.Elapsed < duration)
            {
                var number = Interlocked.Increment(ref sent);
                if (await sender.SendAsync("traces", Requests[number % Requests.Length]))
                    continue;
                Interlocked.Increment(ref refused);
                Interlocked.Decrement(ref sent);
            }
        })));
        var elapsed = clock.Elapsed;
        var spans = (double)sent * Payloads.SpansPerRequest;
        return new Ingest(spans / elapsed.TotalSeconds, (dashboard.ProcessorTime - before).TotalMicroseconds / spans, refused);
    }
}
