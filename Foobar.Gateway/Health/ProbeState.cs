namespace Foobar.Gateway.Health;

/// <summary>What a destination's health checks say of it.</summary>
internal enum ProbeState
{
    /// <summary>It was not asked yet; it gets requests.</summary>
    Unknown,

    /// <summary>It is ready.</summary>
    Up,

    /// <summary>It is ready, but its database takes no writes.</summary>
    ReadsOnly,

    /// <summary>It is about to end: what is under way ends, and nothing new is sent.</summary>
    Draining,

    /// <summary>It did not pass several checks in a row.</summary>
    Down,
}
