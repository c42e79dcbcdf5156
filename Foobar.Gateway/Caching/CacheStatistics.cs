namespace Foobar.Gateway.Caching;

/// <summary>What the cache has done since the start, and what it holds.</summary>
/// <param name="Requests">Requests that it could answer, by how they were answered.</param>
/// <param name="Bypasses">Requests that it had nothing to do with, by why.</param>
/// <param name="Entries">Addresses of which something is kept.</param>
/// <param name="Bytes">Bytes of all that is kept, roughly.</param>
internal sealed record CacheStatistics(IReadOnlyDictionary<CacheOutcome, long> Requests, IReadOnlyDictionary<BypassReason, long> Bypasses, int Entries, long Bytes);
