namespace Foobar.Gateway.Caching;

/// <summary>How a request that the cache may answer was answered.</summary>
internal enum CacheOutcome
{
    /// <summary>With a fresh answer that was kept.</summary>
    Hit,

    /// <summary>By a web, as there was nothing to show.</summary>
    Miss,

    /// <summary>With a kept answer after its life: a newer one was being asked for, or no web could answer.</summary>
    Stale,

    /// <summary>With the answer to another request like it.</summary>
    Coalesced,

    /// <summary>With a kept answer of which a web said that it has not changed.</summary>
    Revalidated,
}
