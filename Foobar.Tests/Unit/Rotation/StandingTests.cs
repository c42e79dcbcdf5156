using Foobar.AppHost.Rotation;

namespace Foobar.Tests.Unit.Rotation;

public sealed class StandingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("", "Up", "Up")]
    [InlineData("", "Unknown", "Up")]
    [InlineData("draining", "Draining", "Draining")]
    [InlineData("draining", "Draining")]
    [InlineData("down at 1 of 2", "Down", "Up")]
    [InlineData("down at 1 of 2, taken out at 1 of 2", "TakenOut", "Down")]
    [InlineData("failing at 1 of 3, on trial at 2 of 3", "OnTrial", "Failing", "OnTrial")]
    [InlineData("reads only", "ReadsOnly", "ReadsOnly")]
    public void What_the_gateways_say_of_a_web_is_told_in_words(string expected, params string[] states) =>
        Assert.Equal(expected, Standing.Describe(states));
}
