using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Foobar.Tests.Integration.Gateway.Tls;
using Foobar.Tests.Support;
using GatewaySpeed;

namespace Foobar.Tests.Integration.Gateway.Transport;

/// <summary>What a gateway does that may open no more files.</summary>
public sealed class OpenFilesTests
{
    private const string Waiting = "Visitors wait: this process may not open one more file";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Visitors_wait_until_there_are_files_again()
    {
        var port = EncryptedGateway.FindPort();
        var output = new ConcurrentQueue<string>();
        using var gateway = Start(port, output);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.BecomesTrueAsync(cancellation => IsAnsweredAsync(client, cancellation), "the gateway runs");

            await LimitFilesAsync(gateway, Directory.GetFiles($"/proc/{gateway.Id}/fd").Length / 2);
            var waits = client.GetAsync("/alive", Cancellation);
            await Eventually.BecomesTrueAsync(_ => Task.FromResult(output.Any(line => line.Contains(Waiting, StringComparison.Ordinal))), "it has no file");
            await LimitFilesAsync(gateway, 4096);

            using var answer = await waits.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(gateway.HasExited);
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync(Cancellation);
        }
    }

    private static async Task<bool> IsAnsweredAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync("/alive", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Start(int port, ConcurrentQueue<string> output)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.OutputOf("Foobar.Gateway"), "Foobar.Gateway"), [$"--Urls=http://127.0.0.1:{port}", "--Environment=Production"])
        {
            WorkingDirectory = Repository.OutputOf("Foobar.Gateway"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Changes how many files the process may have open; those that it has stay open.</summary>
    private static async Task LimitFilesAsync(Process process, int files)
    {
        var (exitCode, output) = await DeployProgram.RunAsync("prlimit", $"--pid={process.Id.ToString(CultureInfo.InvariantCulture)}", $"--nofile={files.ToString(CultureInfo.InvariantCulture)}:4096");
        Assert.True(exitCode == 0, output);
    }
}
