using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Foobar.Tests.Browser.Dashboard;

/// <summary>The dashboard without an application host, on free ports. Killed when it is disposed.</summary>
internal sealed class LoneDashboard : IDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef";
    public const string Key = "the key of the test";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private LoneDashboard(Process process, string address, string otlpAddress) => (_process, Address, OtlpAddress) = (process, new Uri(address), new Uri(otlpAddress));

    public Uri Address { get; }

    /// <summary>Where it receives telemetry over HTTP.</summary>
    public Uri OtlpAddress { get; }

    /// <summary>Starts it with further settings, and returns when it answers.</summary>
    public static async Task<LoneDashboard> StartAsync(params (string Name, string Value)[] settings)
    {
        var assembly = typeof(Projects.Foobar_AppHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "aspiredashboardpath").Value!;
        var (pages, otlp) = (CreateUrl(), CreateUrl());
        var start = new ProcessStartInfo(Path.ChangeExtension(assembly, null)) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(assembly) };
        start.Environment["ASPNETCORE_URLS"] = pages;
        start.Environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = otlp;
        start.Environment["DASHBOARD__OTLP__PRIMARYAPIKEY"] = Key;
        start.Environment["DASHBOARD__FRONTEND__BROWSERTOKEN"] = Token;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var login = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data?.Contains($"Login to the dashboard at {pages}/login?t={Token}", StringComparison.Ordinal) == true)
                login.TrySetResult();
        };
        process.BeginOutputReadLine();
        var dashboard = new LoneDashboard(process, pages, otlp);
        try
        {
            await login.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
            return dashboard;
        }
        catch
        {
            dashboard.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string CreateUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
