namespace Chaos.Record;

/// <summary>How an operation ended for its client.</summary>
internal enum OperationOutcome
{
    /// <summary>It was acknowledged.</summary>
    Done,

    /// <summary>It was not acknowledged until its deadline; a write may have happened or not, or may still happen.</summary>
    GivenUp,

    /// <summary>The answer was one that a correct client does not repeat.</summary>
    Unexpected,
}
