using System.Data;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Limits the reads that the primary answers in place of replicas, so that losing all replicas does not take it down.</summary>
internal sealed class PrimaryReads(RoutingOptions options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.PrimaryReadLimit);

    /// <summary>Takes a place; false when none became free in this time.</summary>
    public Task<bool> EnterAsync(TimeSpan within, CancellationToken cancellationToken) =>
        _places.WaitAsync(within > TimeSpan.Zero ? within : TimeSpan.Zero, cancellationToken);

    /// <summary>Gives a place back.</summary>
    public void Leave() => _places.Release();

    /// <summary>Gives the place back when the connection is closed.</summary>
    public void LeaveWhenClosed(MySqlConnection connection)
    {
        void OnChange(object sender, StateChangeEventArgs change)
        {
            if (change.CurrentState != ConnectionState.Closed)
                return;
            connection.StateChange -= OnChange;
            Leave();
        }
        connection.StateChange += OnChange;
    }

    public void Dispose() => _places.Dispose();
}
