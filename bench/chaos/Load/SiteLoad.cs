using System.Diagnostics.CodeAnalysis;
using Chaos.Record;

namespace Chaos.Load;

/// <summary>Many clients at work on the site, each with connections of its own.</summary>
internal sealed class SiteLoad : IAsyncDisposable
{
    private static readonly ClientStyle[] Styles = Enum.GetValues<ClientStyle>();

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<HttpClient> _connections = [];
    private readonly Task[] _clients;

    private SiteLoad(Uri address, LoadOptions options, RunNames names, RunClock clock, CancellationToken cancellationToken)
    {
        Names = names;
        _clients = [.. Enumerable.Range(0, options.Clients).Select(number => StartClient(number, address, options, clock, cancellationToken))];
    }

    /// <summary>What the clients have done so far.</summary>
    public HistoryLog Log { get; } = new();

    /// <summary>The names that the clients use.</summary>
    public RunNames Names { get; }

    /// <summary>Where the clients' registers are.</summary>
    public Registers Registers { get; } = new();

    /// <summary>Starts the clients.</summary>
    /// <param name="address">The gateway's address.</param>
    /// <param name="options">How many clients do how much.</param>
    /// <param name="clock">The time of the run.</param>
    /// <param name="cancellationToken">Ends all of them at once, in the middle of what they do.</param>
    public static SiteLoad Start(Uri address, LoadOptions options, RunClock clock, CancellationToken cancellationToken) =>
        new(address, options, new RunNames($"r{Guid.NewGuid():N}"[..9]), clock, cancellationToken);

    /// <summary>Returns when every client that signs up has published its register.</summary>
    /// <exception cref="InvalidOperationException">A client could not, with the answer that it got.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var authors = Enumerable.Range(0, _connections.Count).Count(client => GetStyle(client) != ClientStyle.Anonymous);
        while (Registers.Clients.Length < authors)
        {
            // One that has failed would never be ready, and the others go on.
            if (Array.Find(_clients, client => client.IsFaulted) is { } failed)
                await failed;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Lets the clients finish what they do.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        // A failure is thrown by StopAsync; here the clients only have to be at their end.
        await Task.WhenAll(_clients).ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var connection in _connections)
            connection.Dispose();
        _stopping.Dispose();
    }

    private static ClientStyle GetStyle(int client) => Styles[client % Styles.Length];

    private Task StartClient(int number, Uri address, LoadOptions options, RunClock clock, CancellationToken cancellationToken)
    {
        var style = GetStyle(number);
        var random = new Random(unchecked((options.Seed * 1_000_003) + number));
        var session = new Session(style);
        var http = Connect(address, options);
        _connections.Add(http);
        var caller = new SiteCaller(http, session, options, clock, random);
        var client = new LoadClient(number, style, caller, session, Names, Registers, Log, options, clock, random);
        return Task.Run(() => client.RunAsync(_stopping.Token, cancellationToken), cancellationToken);
    }

    [SuppressMessage("Security", "CA5359", Justification = "Only the model's own gateway is asked, with its development certificate.")]
    private static HttpClient Connect(Uri address, LoadOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = options.ConnectionLifetime,
        ConnectCallback = options.Endpoints is { } endpoints ? (_, cancellationToken) => endpoints.ConnectAsync(cancellationToken) : null,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
