namespace Foobar.Gateway.Retry;

/// <summary>What became of one attempt to have a request answered.</summary>
internal enum AttemptOutcome
{
    /// <summary>There is an answer for the client, or the client has gone.</summary>
    Done,

    /// <summary>No connection was made: the destination knows nothing of the request.</summary>
    NotSent,

    /// <summary>The connection ended before an answer began: the destination may have carried the request out.</summary>
    Broken,

    /// <summary>The destination answered that it cannot answer now.</summary>
    Refused,
}
