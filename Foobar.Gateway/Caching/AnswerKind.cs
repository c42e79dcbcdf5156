namespace Foobar.Gateway.Caching;

/// <summary>What the cache does with an answer that a web gives.</summary>
internal enum AnswerKind
{
    /// <summary>None has come.</summary>
    None,

    /// <summary>It goes to the client as it comes.</summary>
    Passed,

    /// <summary>It is collected and kept; the client gets it when it is whole.</summary>
    Kept,

    /// <summary>It says that the kept answer has not changed.</summary>
    Confirmed,

    /// <summary>It is an error, in place of which the kept answer is shown.</summary>
    Failed,
}
