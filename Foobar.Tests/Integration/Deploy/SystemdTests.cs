using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Foobar.Tests.Support;
using GatewaySpeed;
using GatewaySpeed.Machine;

namespace Foobar.Tests.Integration.Deploy;

/// <summary>What a service tells systemd and takes from it.</summary>
public sealed class SystemdTests
{
    private const string Alive = "WATCHDOG=1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_ready_alive_and_stops_as_its_unit_expects_and_reads_its_credentials()
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"systemd-{Guid.NewGuid():N}")).FullName;
        var credentials = Directory.CreateDirectory(Path.Combine(folder, "credentials")).FullName;
        const string Key = "a key that operators show";
        await File.WriteAllTextAsync(Path.Combine(credentials, "Admin__Key"), $"{Key}\n", Cancellation);
        // The path of such a socket has 107 characters at most.
        var path = Path.Combine(Path.GetTempPath(), $"foobar-{Guid.NewGuid():N}"[..20]);
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(path));
        var adminPort = FreePorts.Find(1)[0];
        using var gateway = Start(path, credentials, adminPort);
        try
        {
            Assert.Equal("READY=1", await HearAsync(manager, except: Alive));
            Assert.Equal(Alive, await HearAsync(manager));
            Assert.Equal(Alive, await HearAsync(manager));

            using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{adminPort}/statistics.json"), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

            await Process.Start("kill", ["-TERM", $"{gateway.Id}"]).WaitForExitAsync(Cancellation);
            Assert.Equal("STOPPING=1", await HearAsync(manager, except: Alive));
            await gateway.WaitForExitAsync(Cancellation);
            Assert.Equal(0, gateway.ExitCode);
        }
        finally
        {
            gateway.Kill();
            File.Delete(path);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string socket, string credentials, int adminPort)
    {
        var folder = Repository.OutputOf("Foobar.Gateway");
        var start = new ProcessStartInfo(Path.Combine(folder, "Foobar.Gateway")) { WorkingDirectory = folder };
        foreach (var (name, value) in new[]
                 {
                     ("NOTIFY_SOCKET", socket), ("WATCHDOG_USEC", "1000000"), ("CREDENTIALS_DIRECTORY", credentials), ("Admin__Port", $"{adminPort}"),
                     ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("AccessLog__Path", ""), ("OTEL_SDK_DISABLED", "true"),
                 })
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>What the service says next, apart from one message.</summary>
    private static async Task<string> HearAsync(Socket manager, string? except = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var buffer = new byte[256];
        while (true)
        {
            var said = Encoding.UTF8.GetString(buffer, 0, await manager.ReceiveAsync(buffer, deadline.Token));
            if (said != except)
                return said;
        }
    }
}
