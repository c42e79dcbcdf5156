using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySpeed.Configuration;
using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>A web that costs next to nothing: one nginx process with answers of fixed sizes.</summary>
internal sealed partial class Backend : IWeb, IAsyncDisposable
{
    /// <summary>Bytes of the small answer.</summary>
    public const int Small = 1024;

    /// <summary>Bytes of the large answer.</summary>
    public const int Large = 100 * 1024;

    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Server _server;

    private Backend(Server server, int port)
    {
        _server = server;
        Authority = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    public string Authority { get; }

    /// <summary>Starts one, on the cores of the load.</summary>
    public static async Task<Backend> StartAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        await File.WriteAllTextAsync(Path.Combine(files, "100k"), new string('x', Large), cancellationToken);
        var port = FreePorts.Find(1)[0];
        var configuration = ConfigurationText.Own("nginx-backend.conf")
            .Fill("folder", folder)
            .Fill("port", port.ToString(CultureInfo.InvariantCulture))
            .Fill("1k", new string('x', Small))
            .Write(folder);
        var server = Nginx.Start(Cores.Load, folder, configuration);
        try
        {
            await Readiness.WaitAsync(new Uri($"http://127.0.0.1:{port}/1k"), server, "A web", cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        return new Backend(server, port);
    }

    public async Task<long> CountRequestsAsync(CancellationToken cancellationToken) =>
        long.Parse(Counters().Match(await Client.GetStringAsync($"http://{Authority}/requests", cancellationToken)).Groups["requests"].Value, CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // "server accepts handled requests", and the three numbers on the next line.
    [GeneratedRegex(@"requests\s+\d+\s+\d+\s+(?<requests>\d+)")]
    private static partial Regex Counters();
}
