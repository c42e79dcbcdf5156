using System.Diagnostics;
using GatewaySpeed;

namespace Foobar.Tests.Support;

/// <summary>The application host as a process of its own, as a developer starts it: fresh data, free ports, with its dashboard.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _output = new();

    private HostProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>All that it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>Starts the host and returns when the site is ready.</summary>
    public static async Task<HostProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.OutputOf("Foobar.AppHost"), "Foobar.AppHost"), ["--Data:Persistent=false", "--DcpPublisher:RandomizePorts=true"])
        {
            WorkingDirectory = Projects.Foobar_AppHost.ProjectPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        var host = new HostProcess(Process.Start(start)!);
        try
        {
            await Eventually.GetAsync<string>(_ =>
            {
                Assert.False(host._process.HasExited, $"The application host ended early: {host.Output}");
                return Task.FromResult((host.Output.Contains("The site is ready", StringComparison.Ordinal) ? "" : null, host.Output));
            }, TimeSpan.FromMinutes(5));
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Kills it if it runs still; its guard ends its children.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (_output)
            _output.Enqueue(e.Data ?? "");
    }
}
