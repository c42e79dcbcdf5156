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
    [InlineData(nameof(AttemptOutcome.NotSent), false, true)]
    [InlineData(nameof(AttemptOutcome.Broken), true, true)]
    [InlineData(nameof(AttemptOutcome.Broken), false, false)]
    [InlineData(nameof(AttemptOutcome.Refused), true, true)]
    [InlineData(nameof(AttemptOutcome.Refused), false, false)]
    [InlineData(nameof(AttemptOutcome.Done), true, false)]
    public void What_was_sent_is_repeated_only_with_its_body_at_hand(string outcome, bool hasBody, bool expected) =>
        Assert.Equal(expected, RetryRules.MayRepeat(Enum.Parse<AttemptOutcome>(outcome), hasBody));

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("CONNECT", true)]
    [InlineData("PUT", false)]
    [InlineData("DELETE", false)]
    [InlineData("POST", false)]
    [InlineData("PATCH", false)]
    public void Some_methods_change_nothing(string method, bool expected) => Assert.Equal(expected, RetryRules.IsSafe(method));
}
