using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Health;

/// <summary>Which answers to visitors are failures of their destination; pure, so that it reads and is tested as a truth table.</summary>
internal static class AnswerRules
{
    /// <summary>Why this was a failure of the destination, as text for people; null when it was none.</summary>
    /// <param name="error">The forwarder's error; <see cref="ForwarderError.None"/> when a destination answered.</param>
    /// <param name="cause">What the client says of the error; <see cref="HttpRequestError.Unknown"/> when it says nothing.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="hasRetryAfter">The answer says when to come back, by which a web tells that somebody behind it is away, and not it itself.</param>
    /// <param name="isSlow">The answer began too late.</param>
    public static string? FindFailure(ForwarderError error, HttpRequestError cause, int status, bool hasRetryAfter, bool isSlow) => error switch
    {
        ForwarderError.None when status == StatusCodes.Status503ServiceUnavailable => hasRetryAfter ? null : "it answered 503",
        ForwarderError.None when status is 500 or 502 or 504 => $"it answered {status}",
        ForwarderError.None => isSlow ? "it answered too late" : null,
        ForwarderError.Request => cause switch
        {
            HttpRequestError.NameResolutionError => "its name has no address",
            HttpRequestError.ConnectionError => "no connection",
            HttpRequestError.SecureConnectionError => "no connection with TLS",
            HttpRequestError.ResponseEnded => "the connection broke before the answer",
            HttpRequestError.InvalidResponse => "its answer is not HTTP",
            _ => "no connection, or one that broke",
        },
        ForwarderError.RequestTimedOut => "no answer in time",
        ForwarderError.RequestBodyDestination => "the connection broke while the request was sent",
        ForwarderError.ResponseHeaders => "its answer is not HTTP",
        ForwarderError.ResponseBodyDestination or ForwarderError.UpgradeResponseDestination => "the connection broke in the answer",
        ForwarderError.UpgradeRequestDestination => "the connection broke after the upgrade",
        // Clients that leave, and nobody to send to, say nothing of a destination.
        _ => null,
    };
}
