using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Foobar.Web.KeyRing;

/// <summary>Looks up keys that the ring does not have.</summary>
/// <remarks>
/// The framework reads the ring once a day, and reads it again for an unknown key only in the first two minutes of a process.
/// A key that another web server made must work at once, whenever that is.
/// </remarks>
internal sealed class UnknownKeys(XmlKeyManager keys, TimeProvider time)
{
    // Anybody can send a cookie with a made-up key id, so not every one of them may cost a read.
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);

    // Guards the two fields below it.
    private readonly Lock _reading = new();
    private Dictionary<Guid, IKey> _known = [];
    private long? _readAt;

    /// <summary>The key of this id as stored; null when there is none, or when the last look for one is less than a second ago.</summary>
    public IKey? Find(Guid keyId)
    {
        lock (_reading)
        {
            if (_known.TryGetValue(keyId, out var key))
                return key;
            if (_readAt is { } at && time.GetElapsedTime(at) < BetweenReads)
                return null;
            _known = keys.GetAllKeys().ToDictionary(stored => stored.KeyId);
            _readAt = time.GetTimestamp();
            return _known.GetValueOrDefault(keyId);
        }
    }
}
