using System.Collections.Immutable;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Foobar.Gateway.Discovery;

/// <summary>Makes a destination of every address that one name has, and looks again and again whether they have changed.</summary>
/// <remarks>
/// The proxy's own resolver of names fails to start without an answer, and after a failed look waits five minutes for the next one. Here the last
/// addresses stay when a look fails: which of them is well is for the health checks to find out. A destination is named after its address, so that it
/// keeps its health and its figures however the answers are ordered.
/// </remarks>
internal sealed partial class NameDestinationResolver(DiscoveryOptions options, AddressLookup lookup, TimeProvider time, ILogger<NameDestinationResolver> logger) : BackgroundService, IDestinationResolver
{
    private readonly Uri _asked = new(options.Address);
    private readonly PeriodicTimer _timer = new(options.Every, time);
    private Found _found = new([]);
    private string? _failure;

    /// <summary>What was found last; at the first call, which comes before the service runs, it looks by itself.</summary>
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        if (ExecuteTask is null)
            await LookAsync(cancellationToken);
        var found = Volatile.Read(ref _found);
        var pattern = destinations.Values.FirstOrDefault() ?? new DestinationConfig { Address = options.Address };
        return new ResolvedDestinationCollection(
            found.Addresses.ToDictionary(address => $"{_asked.Host}-{address}", address => pattern with { Address = ToAddress(address), Host = null }),
            new CancellationChangeToken(found.Changed.Token));
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var addresses = (await lookup(_asked.Host, cancellationToken)).Select(address => address.ToString()).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
            _failure = null;
            if (addresses.SequenceEqual(Volatile.Read(ref _found).Addresses))
                return;
            LogFound(_asked.Host, string.Join(", ", addresses));
            await Interlocked.Exchange(ref _found, new Found(addresses)).Changed.CancelAsync();
        }
        catch (SocketException exception)
        {
            if (_failure != exception.Message)
                LogFailed(_asked.Host, exception.Message);
            _failure = exception.Message;
        }
    }

    private string ToAddress(string address) => new UriBuilder(_asked) { Host = address }.Uri.ToString();

    [LoggerMessage(EventId = 460, Level = LogLevel.Information, Message = "'{Host}' is at {Addresses}.")]
    private partial void LogFound(string host, string addresses);

    [LoggerMessage(EventId = 461, Level = LogLevel.Warning, Message = "'{Host}' could not be looked up, and the last addresses stay: {Reason}")]
    private partial void LogFailed(string host, string reason);

    private sealed record Found(ImmutableArray<string> Addresses)
    {
        /// <summary>Cancelled when there is something newer.</summary>
        public CancellationTokenSource Changed { get; } = new();
    }
}
