namespace Foobar.Gateway.Health;

/// <summary>Whether a destination gets requests, by the answers to the last ones.</summary>
internal enum BreakerState
{
    /// <summary>It gets requests.</summary>
    Closed,

    /// <summary>It gets none for a while.</summary>
    Open,

    /// <summary>It gets one at a time, to show that it answers again.</summary>
    HalfOpen,
}
