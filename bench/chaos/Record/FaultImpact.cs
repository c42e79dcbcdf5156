namespace Chaos.Record;

/// <summary>What visitors may notice of a fault.</summary>
internal enum FaultImpact
{
    /// <summary>Requests may be slow; none fails.</summary>
    Waits,

    /// <summary>Requests that were under way to a killed process may fail; sent again, they succeed.</summary>
    Repeats,

    /// <summary>Requests may be refused, since too little of the site is left.</summary>
    Refusals,
}
