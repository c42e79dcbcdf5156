namespace Foobar.Gateway.Caching;

/// <summary>What is kept under one key; never changed, only replaced.</summary>
/// <param name="Entries">Answers that differ by what their requests accept, the newest first.</param>
/// <param name="Passed">The time stamp of the last answer that could not be kept; null when none is known.</param>
internal sealed record CachedResource(CacheEntry[] Entries, long? Passed)
{
    // Enough for all browsers; more would be somebody who tries them out.
    private const int EntriesAtMost = 8;

    private static readonly TimeSpan PassFor = TimeSpan.FromSeconds(10);

    /// <summary>Nothing is known.</summary>
    public static CachedResource Empty { get; } = new([], null);

    /// <summary>Bytes that it takes in memory, roughly.</summary>
    public long Size => 128 + Entries.Sum(entry => entry.Size);

    /// <summary>The answer for this request; null when there is none.</summary>
    public CacheEntry? Find(HttpRequest request)
    {
        foreach (var entry in Entries)
        {
            if (entry.Variance.Matches(request))
                return entry;
        }
        return null;
    }

    /// <summary>Answers to this could not be kept a moment ago: requests for it do not wait for each other.</summary>
    public bool IsPassed(TimeProvider time) => Passed is { } passed && time.GetElapsedTime(passed) < PassFor;

    /// <summary>With another answer, which replaces the one for requests like its own, and all those that depended on other headers; without it, if a later one is there.</summary>
    public CachedResource With(CacheEntry entry)
    {
        CacheEntry[] beside = Array.FindAll(Entries, other => other.Variance.IsBeside(entry.Variance));
        return Entries.Except(beside).Any(other => other.Asked > entry.Asked) ? this : new([entry, .. beside.Take(EntriesAtMost - 1)], null);
    }
}
