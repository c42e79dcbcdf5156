using Foobar.Gateway.Health;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Gateway.Health;

public sealed class BreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HealthOptions _options = new() { FailuresInARow = 3, RateFrom = 10, FailureRate = 0.5, OpenFor = TimeSpan.FromSeconds(5), OpenForAtMost = TimeSpan.FromSeconds(15), Trials = 2 };
    private readonly Breaker _breaker;

    public BreakerTests() => _breaker = new Breaker(_time);

    // + is a success, - a failure, . a second.
    [Theory]
    [InlineData("", "Closed")]
    [InlineData("--", "Closed")]
    [InlineData("---", "Open")]
    [InlineData("--+--", "Closed")]
    [InlineData("--+--+--+", "Closed")]
    [InlineData("--+--+--+-", "Open")]
    [InlineData("+-+-+-+-+--", "Open")]
    [InlineData("+-+-......+-+-+--", "Closed")]
    [InlineData("---....", "Open")]
    [InlineData("---.....", "HalfOpen")]
    [InlineData("---.....+", "HalfOpen")]
    [InlineData("---.....++", "Closed")]
    [InlineData("---.....++--", "Closed")]
    [InlineData("---.....-", "Open")]
    [InlineData("---.....-.........", "Open")]
    [InlineData("---.....-..........", "HalfOpen")]
    [InlineData("---.....-..........-...............", "HalfOpen")]
    [InlineData("---++", "Open")]
    [InlineData("---.+.+...", "HalfOpen")]
    public void It_opens_for_failures_and_closes_after_trials(string story, string expected)
    {
        foreach (var step in story)
        {
            switch (step)
            {
                case '+':
                    _breaker.Succeed(_options);
                    break;
                case '-':
                    _breaker.Fail(_options, "it failed");
                    break;
                default:
                    _time.Advance(TimeSpan.FromSeconds(1));
                    break;
            }
        }

        Assert.Equal(expected, _breaker.State.ToString());
    }

    [Fact]
    public void Only_the_change_is_reported()
    {
        Assert.Equal([false, false, true, false], Enumerable.Range(0, 4).Select(_ => _breaker.Fail(_options, "it failed")));
        _time.Advance(_options.OpenFor);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(_ => _breaker.Succeed(_options)));
        Assert.Equal("it failed", _breaker.Reason);
    }

    [Fact]
    public void A_new_process_begins_with_a_clean_slate()
    {
        for (var failure = 0; failure < 3; failure++)
            _breaker.Fail(_options, "it failed");

        _breaker.Close();

        Assert.Equal(BreakerState.Closed, _breaker.State);
        Assert.False(_breaker.Fail(_options, "it failed"));
    }
}
