using System.Net.Sockets;
using Foobar.Gateway.Transport;

namespace Foobar.Gateway.Forwarding;

/// <summary>The connections to one destination that wait for a request.</summary>
internal sealed class DestinationPool(string host, int port, string authority)
{
    private readonly Lock _lock = new();
    private readonly List<PooledConnection> _idle = [];
    private long _takenFrom = Environment.TickCount64;
    private bool _isClosed;

    /// <summary>What the destination's address has between scheme and path.</summary>
    public string Authority => authority;

    /// <summary>A connection that waits; null when there is none.</summary>
    public PooledConnection? TryTake()
    {
        while (true)
        {
            PooledConnection connection;
            lock (_lock)
            {
                _takenFrom = Environment.TickCount64;
                if (_idle.Count == 0)
                    return null;
                connection = _idle[^1]; // the one that was left last, so that what is too much gets old
                _idle.RemoveAt(_idle.Count - 1);
            }
            if (connection.IsQuiet)
                return connection;
            connection.Dispose();
        }
    }

    /// <summary>A new connection.</summary>
    /// <exception cref="HttpRequestException">None could be made.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async Task<PooledConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(DestinationConnection.Timeout);
        try
        {
            var connection = new PooledConnection(await DestinationConnection.OpenSocketAsync(host, port, deadline.Token));
            connection.AtTheEnd(() => RemoveEnded(connection));
            return connection;
        }
        catch (SocketException failure)
        {
            var isName = failure.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery;
            throw new HttpRequestException(isName ? HttpRequestError.NameResolutionError : HttpRequestError.ConnectionError, $"{failure.Message} ({authority})", failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"Nobody has taken the connection within {DestinationConnection.Timeout.TotalSeconds} s. ({authority})", late);
        }
    }

    /// <summary>The connection waits for its next request, if it can.</summary>
    public void Return(PooledConnection connection)
    {
        connection.IsUsed = true;
        connection.IdleSince = Environment.TickCount64;
        lock (_lock)
        {
            if (!_isClosed && connection.IsQuiet)
            {
                _idle.Add(connection);
                return;
            }
        }
        connection.Dispose();
    }

    /// <summary>Closes connections that have waited for so many milliseconds; true when none is left, and the pool takes no more.</summary>
    public bool TryClose(long milliseconds)
    {
        List<PooledConnection> old = [];
        bool isClosed;
        lock (_lock)
        {
            var now = Environment.TickCount64;
            old.AddRange(_idle.Where(connection => now - connection.IdleSince > milliseconds || !connection.IsQuiet));
            _idle.RemoveAll(old.Contains);
            _isClosed = isClosed = _idle.Count == 0 && now - _takenFrom > milliseconds;
        }
        foreach (var connection in old)
            connection.Dispose();
        return isClosed;
    }

    private void RemoveEnded(PooledConnection connection)
    {
        bool isIdle;
        lock (_lock)
            isIdle = _idle.Remove(connection);
        if (isIdle)
            connection.Dispose();
    }
}
