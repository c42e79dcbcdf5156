using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Retry;

/// <summary>Which requests may be sent again after what; pure, so that it reads and is tested as a truth table.</summary>
internal static class RetryRules
{
    /// <summary>What the forwarder's outcome means.</summary>
    /// <param name="error">The forwarder's error; <see cref="ForwarderError.None"/> when a destination answered.</param>
    /// <param name="exception">What caused it.</param>
    /// <param name="status">The answer's status.</param>
    public static AttemptOutcome Classify(ForwarderError error, Exception? exception, int status) => error switch
    {
        ForwarderError.None => IsRefusal(status) ? AttemptOutcome.Refused : AttemptOutcome.Done,
        ForwarderError.NoAvailableDestinations => AttemptOutcome.NotSent,
        ForwarderError.Request when exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } =>
            AttemptOutcome.NotSent,
        ForwarderError.RequestTimedOut when IsOfConnecting(exception) => AttemptOutcome.NotSent,
        ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.ResponseHeaders => AttemptOutcome.Broken,
        // The client left or sent a broken body, the time is over, or the answer has begun: none of it gets better by another attempt.
        _ => AttemptOutcome.Done,
    };

    /// <summary>The time for making a connection was over, and not the one for an answer: the HTTP client tells them apart by the cause alone.</summary>
    public static bool IsOfConnecting(Exception? exception) => exception is OperationCanceledException { InnerException: TimeoutException };

    /// <summary>The status says that another destination, or the same one later, may answer: 502, 503, 504.</summary>
    public static bool IsRefusal(int status) => status is StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout;

    /// <summary>The request may be sent again. To carry it out twice is the same as once, by its method or since it has a key.</summary>
    /// <param name="outcome">What became of the last attempt.</param>
    /// <param name="hasBody">Its body, if it has one, is at hand still.</param>
    public static bool MayRepeat(AttemptOutcome outcome, bool hasBody) => outcome switch
    {
        AttemptOutcome.NotSent => true,
        AttemptOutcome.Broken or AttemptOutcome.Refused => hasBody,
        _ => false,
    };

    /// <summary>The request changes nothing. CONNECT opens a WebSocket over HTTP/2, as GET does over HTTP/1.1.</summary>
    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method) || HttpMethods.IsConnect(method);
}
