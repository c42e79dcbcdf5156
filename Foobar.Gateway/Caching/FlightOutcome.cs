namespace Foobar.Gateway.Caching;

/// <summary>What came of one request for the others that waited for its answer.</summary>
/// <param name="Entry">The answer that they may share; null when there is none.</param>
/// <param name="IsRescue">It is an old one, since no web could answer.</param>
/// <param name="MayLead">One of them may ask in its place.</param>
internal readonly record struct FlightOutcome(CacheEntry? Entry, bool IsRescue, bool MayLead)
{
    /// <summary>The answer is for one visitor, too long, or an error: each goes on by itself.</summary>
    public static FlightOutcome Passed => default;

    /// <summary>There is no answer, because the client that asked has left.</summary>
    public static FlightOutcome Left => new(null, IsRescue: false, MayLead: true);

    /// <summary>An answer has come.</summary>
    public static FlightOutcome Answered(CacheEntry entry) => new(entry, IsRescue: false, MayLead: true);

    /// <summary>No web could answer, and an old answer may be shown.</summary>
    public static FlightOutcome Rescued(CacheEntry entry) => new(entry, IsRescue: true, MayLead: false);
}
