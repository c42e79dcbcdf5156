namespace Foobar.Gateway.Caching;

/// <summary>Why a request has nothing to do with the cache.</summary>
internal enum BypassReason
{
    /// <summary>It has.</summary>
    None,

    /// <summary>It is neither GET nor HEAD.</summary>
    Method,

    /// <summary>It has an <c>Authorization</c>.</summary>
    Credentials,

    /// <summary>It has a cookie, whichever: its answer may be for one visitor.</summary>
    Cookie,

    /// <summary>It names the position that its answer must contain.</summary>
    Position,

    /// <summary>It asks for a part, or under a condition that only a web can judge.</summary>
    Condition,

    /// <summary>It changes the protocol.</summary>
    Upgrade,

    /// <summary>It asks for a stream of events.</summary>
    Stream,

    /// <summary>It has a body.</summary>
    Body,

    /// <summary>Its address is longer than what is worth keeping.</summary>
    Address,

    /// <summary>It says <c>no-store</c>.</summary>
    Directive,

    /// <summary>The last answer to one like it could not be kept.</summary>
    Unstorable,
}
