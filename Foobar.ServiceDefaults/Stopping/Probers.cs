using System.Collections.Concurrent;

namespace Foobar.ServiceDefaults.Stopping;

/// <summary>Who asks for this service's health, and who of them knows that it is about to end.</summary>
internal sealed class Probers(TimeProvider time)
{
    /// <summary>Who has not asked for so long does not ask any more: several times a gateway's interval.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(3);

    /// <summary>More than there are gateways; others who send the header cannot fill the memory.</summary>
    private const int AtMost = 64;

    private readonly ConcurrentDictionary<string, (long Asked, bool Knows)> _probers = new(StringComparer.Ordinal);

    /// <summary>Everybody who asked lately was told.</summary>
    public bool AllKnow => _probers.Values.All(prober => prober.Knows || time.GetElapsedTime(prober.Asked) > Forgotten);

    /// <summary>Somebody has asked.</summary>
    /// <param name="prober">The name that they gave.</param>
    /// <param name="isDraining">They were told that the service is about to end.</param>
    public void Note(string prober, bool isDraining)
    {
        if (_probers.Count >= AtMost && !_probers.ContainsKey(prober))
        {
            foreach (var (name, seen) in _probers)
            {
                if (time.GetElapsedTime(seen.Asked) > Forgotten)
                    _probers.TryRemove(name, out _);
            }
            if (_probers.Count >= AtMost)
                return;
        }
        _probers[prober] = (time.GetTimestamp(), isDraining);
    }
}
