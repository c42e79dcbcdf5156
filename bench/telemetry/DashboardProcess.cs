using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Telemetry;

/// <summary>The dashboard by itself, as the application host starts it, held to one core. Ended when it is disposed.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    public const string Key = "the key of the benchmark";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private DashboardProcess(Process process, Uri grpcAddress, Uri httpAddress) => (_process, GrpcAddress, HttpAddress) = (process, grpcAddress, httpAddress);

    /// <summary>The dashboard's program.</summary>
    public static string AssemblyPath { get; } = typeof(DashboardProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "dashboard").Value!;

    public Uri GrpcAddress { get; }

    public Uri HttpAddress { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="recording">The file that it keeps telemetry in; null for none.</param>
    public static async Task<DashboardProcess> StartAsync(string? recording = null)
    {
        var (pages, grpc, http) = (CreateUrl(), CreateUrl(), CreateUrl());
        var core = (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("taskset", ["-c", core, Path.ChangeExtension(AssemblyPath, null)]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(AssemblyPath) };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = pages,
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = grpc,
            ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = http,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = Key,
            // As the application host sets it.
            ["DOTNET_GCgen0size"] = "0x400000",
            ["DASHBOARD__RECORDING__PATH"] = recording ?? "",
        })
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data?.Contains("Application started", StringComparison.Ordinal) == true)
                listening.TrySetResult();
        };
        process.BeginOutputReadLine();
        if (Environment.ProcessorCount > 1)
        {
            using var others = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", $"0-{Environment.ProcessorCount - 2}", $"{Environment.ProcessId}"]) { RedirectStandardOutput = true })!;
            await others.WaitForExitAsync();
        }
        await listening.Task.WaitAsync(Limit);
        return new DashboardProcess(process, new Uri(grpc), new Uri(http));
    }

    /// <summary>A figure of the kernel's account of the process. PSS counts a page that several processes share once.</summary>
    public double ReadMegabytes(string figure) => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/smaps_rollup").First(line => line.StartsWith(figure, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string CreateUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
