using System.Collections.Concurrent;

namespace Foobar.Gateway.Forwarding;

/// <summary>The connections to all destinations, by their addresses.</summary>
internal sealed class DestinationPools : IDisposable
{
    /// <summary>So long a connection waits for a request, as with the framework's client.</summary>
    private static readonly TimeSpan s_idleAtMost = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, DestinationPool?> _byAddress = new(StringComparer.Ordinal);
    private readonly Timer _timer;

    public DestinationPools() => _timer = new Timer(_ => CloseOld(), null, s_betweenLooks, s_betweenLooks);

    /// <summary>The connections to an address such as <c>http://web-1:8080/</c>; null for one with TLS or a path.</summary>
    public DestinationPool? Get(string address) => _byAddress.TryGetValue(address, out var pool) ? pool : _byAddress.GetOrAdd(address, Create);

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var pool in _byAddress.Values)
            pool?.TryClose(milliseconds: -1);
    }

    private DestinationPool? Create(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri is { PathAndQuery: "/", UserInfo: "" }
            ? new DestinationPool(uri.IdnHost, uri.Port, uri.IsDefaultPort ? uri.IdnHost : uri.Authority)
            : null;

    private void CloseOld()
    {
        foreach (var (address, pool) in _byAddress)
        {
            if (pool?.TryClose((long)s_idleAtMost.TotalMilliseconds) == true)
                _byAddress.TryRemove(address, out _);
        }
    }
}
