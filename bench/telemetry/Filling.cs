namespace Telemetry;

/// <summary>Sends as much as the dashboard keeps by default.</summary>
internal static class Filling
{
    private const int Traces = 10_000;
    private const int Logs = 10_000;
    private const int LogsPerRequest = 500;
    private const int Instruments = 100;
    private const int Series = 4;

    /// <summary>All points together take more than twice the memory that is kept of them.</summary>
    private const int Rounds = 3_000;

    private static int s_number = 1000;

    public static Task SendTracesAsync(DashboardProcess dashboard) => SendAsync(dashboard, "traces", Traces * Payloads.SpansPerTrace / Payloads.SpansPerRequest, Payloads.CreateSpans);

    public static Task SendLogsAsync(DashboardProcess dashboard) => SendAsync(dashboard, "logs", Logs / LogsPerRequest, number => Payloads.CreateLogs(number, LogsPerRequest));

    public static Task SendMetricsAsync(DashboardProcess dashboard) => SendAsync(dashboard, "metrics", Rounds, number => Payloads.CreateMetrics(number, Instruments, Series));

    private static async Task SendAsync(DashboardProcess dashboard, string signal, int requests, Func<int, byte[]> create)
    {
        using var sender = new Sender(dashboard, isGrpc: true);
        for (var i = 0; i < requests; i++)
        {
            if (!await sender.SendAsync(signal, create(s_number++)))
                throw new InvalidOperationException("The dashboard has refused a request of a single sender.");
        }
    }
}
