using System.Diagnostics;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>The application host as a process of its own, as a developer starts it.</summary>
[Collection(ModelCollection.Name)]
public sealed class SupervisionTests
{
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Kill_minus_9_of_the_application_host_leaves_no_process_behind()
    {
        using var host = await StartHostAsync();
        var children = ProcessTree.GetDescendants(host.Id);
        Assert.Contains(children.Values, command => command.Contains("mysqld", StringComparison.Ordinal));
        Assert.Contains(children.Values, command => command.Contains("Foobar.Web", StringComparison.Ordinal));

        ProcessTree.Signal(host.Id, ProcessTree.KillSignal);

        await WaitUntilGoneAsync(children, OrphanLimit);
    }

    [Fact]
    public async Task Ctrl_C_stops_everything_and_ends_with_0()
    {
        using var host = await StartHostAsync();
        var children = ProcessTree.GetDescendants(host.Id);

        ProcessTree.Signal(host.Id, ProcessTree.Interrupt);

        await host.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(0, host.ExitCode);
        await WaitUntilGoneAsync(children, TimeSpan.FromSeconds(1));
    }

    /// <summary>Starts the host on random ports and returns when its gateways run.</summary>
    private static async Task<Process> StartHostAsync()
    {
        var start = new ProcessStartInfo(GetHostPath(), ["--Data:Persistent=false", "--DcpPublisher:RandomizePorts=true"])
        {
            WorkingDirectory = Projects.Foobar_AppHost.ProjectPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        var host = Process.Start(start)!;
        var output = new Queue<string>();
        void Keep(object sender, DataReceivedEventArgs e)
        {
            lock (output)
                output.Enqueue(e.Data ?? "");
        }
        host.OutputDataReceived += Keep;
        host.ErrorDataReceived += Keep;
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        try
        {
            await Eventually.GetAsync<string>(_ =>
            {
                Assert.False(host.HasExited, $"The application host ended early: {Describe(output)}");
                var running = ProcessTree.GetDescendants(host.Id).Values.Count(command => command.Contains("Foobar.Gateway", StringComparison.Ordinal));
                return Task.FromResult((running == 2 ? "" : null, Describe(output)));
            }, TimeSpan.FromMinutes(5));
            return host;
        }
        catch
        {
            host.Kill();
            host.Dispose();
            throw;
        }
    }

    private static string Describe(Queue<string> output)
    {
        lock (output)
            return string.Join('\n', output);
    }

    /// <summary>The host's own output folder, built in the same configuration as this one.</summary>
    private static string GetHostPath()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Projects.Foobar_AppHost.ProjectPath, "bin", own.Parent!.Name, own.Name, "Foobar.AppHost");
    }

    private static Task WaitUntilGoneAsync(Dictionary<int, string> processes, TimeSpan within) => Eventually.GetAsync<string>(_ =>
    {
        var left = processes.Where(process => ProcessTree.IsRunning(process.Key)).Select(process => $"{process.Key} {process.Value}").ToArray();
        return Task.FromResult((left.Length == 0 ? "" : null, string.Join('\n', left)));
    }, within);
}
