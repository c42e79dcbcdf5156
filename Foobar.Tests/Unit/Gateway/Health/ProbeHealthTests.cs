using Foobar.Gateway.Health;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Gateway.Health;

public sealed class ProbeHealthTests
{
    // With a rise of 3 and a fall of 2: answers in a row, and the state after each.
    [Theory]
    [InlineData("Up", "Up")]
    [InlineData("Down", "Down")]
    [InlineData("Up Down Up Down Up", "Up Up Up Up Up")]
    [InlineData("Up Down Down", "Up Up Down")]
    [InlineData("Down Up Up Up", "Down Down Down Up")]
    [InlineData("Down Up Down Up Up Up", "Down Down Down Down Down Up")]
    [InlineData("Up ReadsOnly Up", "Up ReadsOnly Up")]
    [InlineData("ReadsOnly Down Down", "ReadsOnly ReadsOnly Down")]
    [InlineData("Down ReadsOnly ReadsOnly ReadsOnly", "Down Down Down ReadsOnly")]
    [InlineData("Up Draining", "Up Draining")]
    [InlineData("Up Draining Down", "Up Draining Down")]
    [InlineData("Up Draining Up Up Up", "Up Draining Draining Draining Up")]
    [InlineData("Draining Up", "Draining Draining")]
    [InlineData("Down Draining", "Down Draining")]
    public void The_verdict_follows_several_answers(string answers, string expected)
    {
        var health = new ProbeHealth(new FakeTimeProvider());

        var states = answers.Split(' ').Select(answer =>
        {
            health.Add(new ProbeAnswer(Enum.Parse<ProbeState>(answer), "because"), rise: 3, fall: 2);
            return health.Current.State;
        });

        Assert.Equal(expected, string.Join(' ', states));
    }

    [Theory]
    [InlineData(200, "Healthy", "Up")]
    [InlineData(200, "", "Up")]
    [InlineData(204, "", "Up")]
    [InlineData(200, "Degraded", "ReadsOnly")]
    [InlineData(503, "Unhealthy", "Down")]
    [InlineData(503, "Draining", "Draining")]
    [InlineData(500, "", "Down")]
    [InlineData(302, "", "Down")]
    [InlineData(null, "", "Down")]
    public void An_answer_is_read_by_its_status_and_what_it_says(int? status, string text, string expected) => Assert.Equal(expected, ProbeAnswer.Read(status, text).State.ToString());

    [Fact]
    public void A_change_says_why_and_since_when()
    {
        var time = new FakeTimeProvider();
        var health = new ProbeHealth(time);
        time.Advance(TimeSpan.FromMinutes(1));

        var change = health.Add(new ProbeAnswer(ProbeState.Down, "it burns"), 1, 1);
        var again = health.Add(new ProbeAnswer(ProbeState.Down, "it burns on"), 1, 1);

        Assert.Equal(new ProbeVerdict(ProbeState.Down, "it burns", time.GetUtcNow()), change);
        Assert.Null(again);
        Assert.Same(change, health.Current);
    }
}
