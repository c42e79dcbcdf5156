using System.Collections.Concurrent;

namespace Foobar.Gateway.Caching;

/// <summary>The requests that are under way to a web, one for each thing that is asked for.</summary>
internal sealed class Flights
{
    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <summary>The flight for this key, and whether the caller is the one that has to make it.</summary>
    public Flight Join(string key, out bool leads)
    {
        var own = new Flight(this, key);
        var flight = _flights.GetOrAdd(key, own);
        leads = ReferenceEquals(flight, own);
        return flight;
    }

    /// <summary>Nobody joins this flight any more.</summary>
    public void Forget(Flight flight) => _flights.TryRemove(new(flight.Key, flight));
}
