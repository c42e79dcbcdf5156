using Foobar.Gateway.Retry;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Tests.Unit.Gateway.Retry;

public sealed class RetryRulesTests
{
    [Theory]
    [InlineData(ForwarderError.None, 200, nameof(AttemptOutcome.Done))]
    [InlineData(ForwarderError.None, 500, nameof(AttemptOutcome.Done))]
    [InlineData(ForwarderError.None, 502, nameof(AttemptOutcome.Refused))]
    [InlineData(ForwarderError.None, 503, nameof(AttemptOutcome.Refused))]
    [InlineData(ForwarderError.None, 504, nameof(AttemptOutcome.Refused))]
    [InlineData(ForwarderError.NoAvailableDestinations, 503, nameof(AttemptOutcome.NotSent))]
    [InlineData(ForwarderError.Request, 502, nameof(AttemptOutcome.Broken))]
    [InlineData(ForwarderError.RequestBodyDestination, 502, nameof(AttemptOutcome.Broken))]
    [InlineData(ForwarderError.ResponseHeaders, 502, nameof(AttemptOutcome.Broken))]
    [InlineData(ForwarderError.RequestTimedOut, 504, nameof(AttemptOutcome.Done))]
    [InlineData(ForwarderError.RequestCanceled, 502, nameof(AttemptOutcome.Done))]
    [InlineData(ForwarderError.RequestBodyClient, 400, nameof(AttemptOutcome.Done))]
    [InlineData(ForwarderError.ResponseBodyDestination, 200, nameof(AttemptOutcome.Done))]
    [InlineData(ForwarderError.UpgradeRequestDestination, 502, nameof(AttemptOutcome.Done))]
    public void An_attempt_ends_in_one_of_four_ways(ForwarderError error, int status, string expected) =>
        Assert.Equal(expected, RetryRules.Classify(error, new HttpRequestException(HttpRequestError.ResponseEnded), status).ToString());

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public void A_connection_that_was_not_made_has_carried_nothing(HttpRequestError error) =>
        Assert.Equal(AttemptOutcome.NotSent, RetryRules.Classify(ForwarderError.Request, new HttpRequestException(error), 502));

    [Fact]
    public void A_connection_that_was_not_made_in_time_has_carried_nothing() =>
        Assert.Equal(AttemptOutcome.NotSent, RetryRules.Classify(ForwarderError.RequestTimedOut, new TaskCanceledException("Canceled.", new TimeoutException()), 504));

    [Theory]
    [InlineData(nameof(AttemptOutcome.NotSent), false, false, true)]
    [InlineData(nameof(AttemptOutcome.Broken), true, true, true)]
    [InlineData(nameof(AttemptOutcome.Broken), true, false, false)]
    [InlineData(nameof(AttemptOutcome.Broken), false, true, false)]
    [InlineData(nameof(AttemptOutcome.Refused), true, true, true)]
    [InlineData(nameof(AttemptOutcome.Refused), true, false, false)]
    [InlineData(nameof(AttemptOutcome.Refused), false, true, false)]
    [InlineData(nameof(AttemptOutcome.Done), true, true, false)]
    public void What_may_have_been_carried_out_is_repeated_only_when_that_is_the_same_as_once(string outcome, bool isRepeatable, bool hasBody, bool expected) =>
        Assert.Equal(expected, RetryRules.MayRepeat(Enum.Parse<AttemptOutcome>(outcome), isRepeatable, hasBody));

    [Theory]
    [InlineData("GET", false, true)]
    [InlineData("HEAD", false, true)]
    [InlineData("OPTIONS", false, true)]
    [InlineData("PUT", false, true)]
    [InlineData("DELETE", false, true)]
    [InlineData("POST", false, false)]
    [InlineData("PATCH", false, false)]
    [InlineData("POST", true, true)]
    [InlineData("PATCH", true, true)]
    public void A_method_or_a_key_makes_a_request_repeatable(string method, bool hasKey, bool expected) => Assert.Equal(expected, RetryRules.IsRepeatable(method, hasKey));
}
