using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Caching;

/// <summary>Keeps answers in memory, by their keys, up to a size.</summary>
internal sealed class CacheStore(IOptions<CacheOptions> options) : IDisposable
{
    // After its end an answer may still be confirmed by its tag.
    private static readonly TimeSpan KeptAtLeast = TimeSpan.FromMinutes(1);

    // Most addresses are shorter, and their keys need no memory of their own.
    private const int UsualKey = 256;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = options.Value.SizeLimit, TrackStatistics = true });

    // Guards the replacement of a resource by one that has more.
    private readonly Lock _replacing = new();

    /// <summary>Keys under which something is kept.</summary>
    public int Count => _cache.Count;

    /// <summary>Bytes of all that is kept, roughly.</summary>
    public long Size => _cache.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>What is kept for this request; null when nothing is.</summary>
    public CachedResource? Find(HttpRequest request)
    {
        var length = CacheKey.GetLength(request);
        var key = length <= UsualKey ? stackalloc char[UsualKey] : new char[length];
        key = key[..length];
        CacheKey.Write(request, key);
        return _cache.TryGetValue(key, out object? found) ? (CachedResource?)found : null;
    }

    /// <summary>Keeps an answer.</summary>
    public void Put(string key, CacheEntry entry)
    {
        lock (_replacing)
            Set(key, Get(key).With(entry));
    }

    /// <summary>Notes that an answer could not be kept, at this time stamp; those that are kept are over.</summary>
    public void Pass(string key, long now) => Set(key, CachedResource.Empty with { Passed = now });

    /// <summary>Keeps nothing under this key any more.</summary>
    public void Remove(string key) => _cache.Remove(key);

    public void Dispose() => _cache.Dispose();

    private CachedResource Get(string key) => _cache.TryGetValue(key, out object? found) ? (CachedResource)found! : CachedResource.Empty;

    private void Set(string key, CachedResource resource)
    {
        var longest = resource.Entries.Select(entry => entry.Freshness.End - entry.Freshness.Age).Append(KeptAtLeast).Max();
        _cache.Set(key, resource, new MemoryCacheEntryOptions { Size = resource.Size + sizeof(char) * key.Length, AbsoluteExpirationRelativeToNow = longest });
    }
}
