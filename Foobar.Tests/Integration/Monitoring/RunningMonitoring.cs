using System.Diagnostics;
using System.Text.Json;
using Foobar.Tests.Integration.Gateway;
using Foobar.Tests.Support;
using Foobar.Tests.Unit.Monitoring;

namespace Foobar.Tests.Integration.Monitoring;

/// <summary>Prometheus and Alertmanager with the project's settings, every second instead of every ten, or every minute.</summary>
internal sealed class RunningMonitoring : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"monitoring-{Guid.NewGuid():N}")).FullName;
    private readonly List<Process> _processes = [];

    private RunningMonitoring(string prometheus, string alertmanager)
    {
        Prometheus = new HttpClient { BaseAddress = new Uri($"http://{prometheus}") };
        Alertmanager = new HttpClient { BaseAddress = new Uri($"http://{alertmanager}") };
    }

    public HttpClient Prometheus { get; }

    public HttpClient Alertmanager { get; }

    /// <summary>Starts both; without the programs the test is skipped, or fails in CI.</summary>
    public static async Task<RunningMonitoring> StartAsync(string gateway)
    {
        var (prometheusProgram, alertmanagerProgram) = (MonitoringProgram.Find("prometheus"), MonitoringProgram.Find("prometheus-alertmanager"));
        var (prometheus, alertmanager) = (ScriptedDestination.Nobody().Authority, ScriptedDestination.Nobody().Authority);
        var monitoring = new RunningMonitoring(prometheus, alertmanager);
        try
        {
            var settings = await monitoring.WriteSettingsAsync(("gateway", gateway, "gateway-1"), ("prometheus", prometheus, "prometheus"), ("alertmanager", alertmanager, "alertmanager"));
            monitoring.Start(alertmanagerProgram,
                $"--config.file={Path.Combine(MonitoringFiles.Folder, "alertmanager.yml")}", $"--web.listen-address={alertmanager}", "--cluster.listen-address=", $"--storage.path={Path.Combine(monitoring._folder, "alerts")}");
            monitoring.Start(prometheusProgram, $"--config.file={settings}", $"--web.listen-address={prometheus}", $"--storage.tsdb.path={Path.Combine(monitoring._folder, "series")}");
            await IsReadyAsync(monitoring.Prometheus);
            await IsReadyAsync(monitoring.Alertmanager);
            return monitoring;
        }
        catch
        {
            await monitoring.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Prometheus.Dispose();
        Alertmanager.Dispose();
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static Task IsReadyAsync(HttpClient program) => Eventually.BecomesTrueAsync(async cancellationToken =>
    {
        try
        {
            using var response = await program.GetAsync(new Uri("/-/ready", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, $"{program.BaseAddress} is ready");

    private async Task<string> WriteSettingsAsync(params (string Job, string Address, string Instance)[] targets)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "rules"));
        foreach (var file in MonitoringFiles.RuleFiles)
            await File.WriteAllTextAsync(Path.Combine(_folder, "rules", Path.GetFileName(file)), (await File.ReadAllTextAsync(file)).Replace("interval: 1m", "interval: 1s", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(_folder, "targets"));
        foreach (var (job, address, instance) in targets)
        {
            object[] content = [new { targets = new[] { address }, labels = new { instance } }];
            await File.WriteAllTextAsync(Path.Combine(_folder, "targets", $"{job}.json"), JsonSerializer.Serialize(content));
        }
        var settings = await File.ReadAllTextAsync(Path.Combine(MonitoringFiles.Folder, "prometheus.yml"), TestContext.Current.CancellationToken);
        var path = Path.Combine(_folder, "prometheus.yml");
        await File.WriteAllTextAsync(path, settings.Replace("interval: 10s", "interval: 1s", StringComparison.Ordinal).Replace("timeout: 5s", "timeout: 1s", StringComparison.Ordinal));
        return path;
    }

    private void Start(string program, params string[] arguments) =>
        _processes.Add(Process.Start(new ProcessStartInfo(program, [.. arguments, "--log.level=error"]) { WorkingDirectory = _folder })!);
}
