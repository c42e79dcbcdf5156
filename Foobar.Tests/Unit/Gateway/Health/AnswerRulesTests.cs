using Foobar.Gateway.Health;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Tests.Unit.Gateway.Health;

public sealed class AnswerRulesTests
{
    [Theory]
    [InlineData(ForwarderError.None, 200, false, false, false)]
    [InlineData(ForwarderError.None, 404, false, false, false)]
    [InlineData(ForwarderError.None, 429, true, false, false)]
    [InlineData(ForwarderError.None, 200, false, true, true)]
    [InlineData(ForwarderError.None, 500, false, false, true)]
    [InlineData(ForwarderError.None, 502, false, false, true)]
    [InlineData(ForwarderError.None, 503, false, false, true)]
    [InlineData(ForwarderError.None, 503, true, false, false)]
    [InlineData(ForwarderError.None, 504, true, false, true)]
    [InlineData(ForwarderError.Request, 502, false, false, true)]
    [InlineData(ForwarderError.RequestTimedOut, 504, false, false, true)]
    [InlineData(ForwarderError.RequestCanceled, 502, false, false, false)]
    [InlineData(ForwarderError.RequestBodyClient, 400, false, false, false)]
    [InlineData(ForwarderError.RequestBodyDestination, 502, false, false, true)]
    [InlineData(ForwarderError.ResponseHeaders, 502, false, false, true)]
    [InlineData(ForwarderError.ResponseBodyClient, 200, false, false, false)]
    [InlineData(ForwarderError.ResponseBodyDestination, 200, false, false, true)]
    [InlineData(ForwarderError.NoAvailableDestinations, 503, false, false, false)]
    public void Some_answers_are_failures_of_their_destination(ForwarderError error, int status, bool hasRetryAfter, bool isSlow, bool expected) =>
        Assert.Equal(expected, AnswerRules.FindFailure(error, HttpRequestError.Unknown, status, hasRetryAfter, isSlow) is not null);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "its name has no address")]
    [InlineData(HttpRequestError.ConnectionError, "no connection")]
    [InlineData(HttpRequestError.SecureConnectionError, "no connection with TLS")]
    [InlineData(HttpRequestError.ResponseEnded, "the connection broke before the answer")]
    [InlineData(HttpRequestError.InvalidResponse, "its answer is not HTTP")]
    [InlineData(HttpRequestError.Unknown, "no connection, or one that broke")]
    public void A_request_that_could_not_be_sent_has_its_cause_in_words(HttpRequestError cause, string expected) =>
        Assert.Equal(expected, AnswerRules.FindFailure(ForwarderError.Request, cause, 502, hasRetryAfter: false, isSlow: false));
}
