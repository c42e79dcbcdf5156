using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chaos.Model;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;
using Foobar.Tests.Unit.Monitoring;

namespace Foobar.Tests.Integration.Monitoring;

/// <summary>The whole model with its dashboard, Prometheus and Alertmanager: the project's rules, except that a minute of theirs is a second.</summary>
public sealed partial class WatchedSite : IAsyncDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string AdminKey = "a-key-for-these-tests-alone";

    private RunningModel? _model;
    private HttpClient? _prometheus;
    private HttpClient? _alertmanager;

    /// <summary>Where a browser logs in.</summary>
    internal static string Login => $"/login?t={Token}";

    /// <summary>Where the dashboard is.</summary>
    internal Uri Dashboard { get; private set; } = default!;

    internal HttpClient Prometheus => _prometheus!;

    internal HttpClient Alertmanager => _alertmanager!;

    /// <summary>The site as one who breaks it sees it.</summary>
    internal SiteUnderTest Site { get; private set; } = default!;

    /// <summary>Starts all of it, unless it runs.</summary>
    internal async Task<RunningModel> GetAsync()
    {
        if (_model is not null)
            return _model;
        // Without them the test is skipped before anything is started, or fails in CI.
        MonitoringProgram.Find("prometheus");
        MonitoringProgram.Find("prometheus-alertmanager");
        Dashboard = FindAddress();
        var model = await RunningModel.StartAsync(
            [$"--Data:Folder={Path.Combine(TestFolders.Data, "watched")}", $"--Monitoring:Settings={WriteSettings()}", $"--Parameters:gateway-admin-key={AdminKey}"], isWatched: true, builder =>
            {
                builder.Configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] = Token;
                builder.Configuration["ASPNETCORE_URLS"] = Dashboard.ToString();
            });
        _model = model;
        Site = new SiteUnderTest(model.App);
        foreach (var program in new[] { FoobarNames.Resources.Alertmanager, FoobarNames.Resources.Prometheus })
        {
            await model.CommandAsync(program, KnownResourceCommands.StartCommand);
            await model.App.ResourceNotifications.WaitForResourceHealthyAsync(program, TestContext.Current.CancellationToken);
        }
        _prometheus = model.App.CreateHttpClient(FoobarNames.Resources.Prometheus, "http");
        _alertmanager = model.App.CreateHttpClient(FoobarNames.Resources.Alertmanager, "http");
        return model;
    }

    /// <summary>The values of a query, by the labels of each.</summary>
    internal async Task<JsonElement[]> QueryAsync(string expression)
    {
        var answer = await Prometheus.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()];
    }

    /// <summary>The names of the alerts that fire now, without those that look back on days.</summary>
    internal Task<SortedSet<string>> FindFiringAsync() => FindAlertsAsync("""ALERTS{alertstate="firing", window!="3d"}""");

    /// <summary>The names of the alerts that have fired at some time of the last minutes.</summary>
    internal Task<SortedSet<string>> FindFiredAsync() => FindAlertsAsync("""max_over_time(ALERTS{alertstate="firing"}[5m])""");

    /// <summary>A client of a gateway's port for operators.</summary>
    internal HttpClient CreateOperator(string gateway)
    {
        Assert.True(_model!.App.ResourceNotifications.TryGetCurrentState(gateway, out var state));
        var port = state.Snapshot.EnvironmentVariables.Single(variable => variable.Name == "Admin__Port").Value;
        return new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", AdminKey) } };
    }

    public async ValueTask DisposeAsync()
    {
        _prometheus?.Dispose();
        _alertmanager?.Dispose();
        if (_model is not null)
            await _model.DisposeAsync();
    }

    private async Task<SortedSet<string>> FindAlertsAsync(string expression) =>
        new((await QueryAsync(expression)).Select(alert => alert.GetProperty("metric").GetProperty("alertname").GetString()!), StringComparer.Ordinal);

    private static Uri FindAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static string WriteSettings()
    {
        var folder = Path.Combine(TestFolders.Data, "watched-settings");
        Directory.CreateDirectory(Path.Combine(folder, "rules"));
        foreach (var file in MonitoringFiles.RuleFiles)
            File.WriteAllText(Path.Combine(folder, "rules", Path.GetFileName(file)), InSeconds().Replace(File.ReadAllText(file), "${before}${minutes}s${after}"));
        var prometheus = File.ReadAllText(Path.Combine(MonitoringFiles.Folder, "prometheus.yml"));
        File.WriteAllText(Path.Combine(folder, "prometheus.yml"), prometheus.Replace("interval: 10s", "interval: 1s", StringComparison.Ordinal).Replace("timeout: 5s", "timeout: 1s", StringComparison.Ordinal));
        File.Copy(Path.Combine(MonitoringFiles.Folder, "alertmanager.yml"), Path.Combine(folder, "alertmanager.yml"), overwrite: true);
        return folder;
    }

    /// <summary>How long an alert waits, what it looks back on, and how often rules are evaluated, in minutes.</summary>
    [GeneratedRegex(@"(?<before>for: |interval: |\[)(?<minutes>\d+)m(?<after>\]|$)", RegexOptions.Multiline)]
    private static partial Regex InSeconds();
}
