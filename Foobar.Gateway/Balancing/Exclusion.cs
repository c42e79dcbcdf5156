namespace Foobar.Gateway.Balancing;

/// <summary>Why a destination gets no request, in the order in which such destinations are used when no other is left.</summary>
internal enum Exclusion
{
    /// <summary>It may have one request at a time to show that it answers again.</summary>
    OnTrial,

    /// <summary>Its database takes no writes now, and the request is one.</summary>
    ReadsOnly,

    /// <summary>It is about to end.</summary>
    Draining,

    /// <summary>Too many of its last answers were failures.</summary>
    Failing,

    /// <summary>It does not pass its health checks.</summary>
    Down,

    /// <summary>An operator took it out.</summary>
    TakenOut,

    /// <summary>It has failed this request already.</summary>
    Tried,

    /// <summary>As many requests as it may have are under way.</summary>
    Full,
}
