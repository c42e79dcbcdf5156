using Foobar.Gateway.Balancing;
using Foobar.Gateway.Health;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Gateway.Balancing;

/// <summary>Which destinations may have a request, by what is known of them.</summary>
public sealed class ChoiceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BalancingOptions _options = new() { Policy = "First", RequestsAtOnce = 2 };
    private readonly HealthOptions _health = new() { FailuresInARow = 1, OpenFor = TimeSpan.FromSeconds(5) };

    // What the three destinations are, in the words of Make below; whether the request writes; where it goes.
    [Theory]
    [InlineData("well well well", false, "web-1")]
    [InlineData("unknown well well", false, "web-1")]
    [InlineData("down well well", false, "web-2")]
    [InlineData("draining well well", true, "web-2")]
    [InlineData("failing well well", false, "web-2")]
    [InlineData("out well well", false, "web-2")]
    [InlineData("tried well well", false, "web-2")]
    [InlineData("full well well", false, "web-2")]
    [InlineData("reads reads well", false, "web-1")]
    [InlineData("reads reads well", true, "web-3")]
    [InlineData("reads reads down", true, "web-1")]
    [InlineData("down draining failing", false, "web-2")]
    [InlineData("down down failing", false, "web-3")]
    [InlineData("down down down", true, "web-1")]
    [InlineData("out down out", false, "web-2")]
    [InlineData("out out out", false, null)]
    [InlineData("tried down out", false, "web-2")]
    [InlineData("tried tried tried", false, null)]
    [InlineData("trial well well", false, "web-1")]
    [InlineData("well trial well", true, "web-2")]
    public void A_request_goes_to_the_best_one_that_is_left(string destinations, bool isUnsafe, string? expected)
    {
        var made = destinations.Split(' ').Select((what, index) => (What: what, Destination: Make($"web-{index + 1}", what))).ToArray();
        _time.Advance(TimeSpan.FromSeconds(1));

        var choice = Choice.Make([.. made.Select(one => one.Destination)], [.. made.Where(one => one.What == "tried").Select(one => one.Destination)], isUnsafe, new BalancingPolicies()["First"], _options);

        Assert.Equal(expected, choice.Destination?.Id);
        Assert.False(choice.IsFull);
    }

    [Theory]
    [InlineData("full full", true)]
    [InlineData("full down", true)]
    [InlineData("full out", true)]
    [InlineData("out out", false)]
    [InlineData("full well", false)]
    public void A_request_waits_for_those_that_are_well_and_full(string destinations, bool expected)
    {
        var made = destinations.Split(' ').Select((what, index) => Make($"web-{index + 1}", what)).ToArray();

        Assert.Equal(expected, Choice.Make(made, [], isUnsafe: false, new BalancingPolicies()["First"], _options).IsFull);
    }

    [Theory]
    [InlineData(0, "web-3")]
    [InlineData(0.3, "web-3")]
    [InlineData(0.5, "web-1")]
    public void All_share_the_load_when_too_few_are_well(double panicBelow, string expected)
    {
        _options.PanicBelow = panicBelow;
        Destination[] made = [Make("web-1", "down"), Make("web-2", "down"), Make("web-3", "well")];

        Assert.Equal(expected, Choice.Make(made, [], isUnsafe: false, new BalancingPolicies()["First"], _options).Destination?.Id);
    }

    [Fact]
    public void One_on_trial_has_one_request_at_a_time()
    {
        Destination[] made = [Make("web-1", "trial"), Make("web-2", "well")];
        Choice Choose() => Choice.Make(made, [], isUnsafe: false, new BalancingPolicies()["First"], _options);

        var trial = Choose();
        var meanwhile = Choose();
        trial.Destination!.Leave();
        trial.Destination.Breaker.EndTrial();
        var next = Choose();

        Assert.Equal(("web-1", true), (trial.Destination.Id, trial.IsTrial));
        Assert.Equal(("web-2", false), (meanwhile.Destination!.Id, meanwhile.IsTrial));
        Assert.Equal(("web-1", true), (next.Destination!.Id, next.IsTrial));
    }

    [Fact]
    public void An_operators_weight_counts_more_than_the_configured_one()
    {
        _options.Weights["web-1"] = 9;
        Destination[] made = [Make("web-1", "well"), Make("web-2", "well")];
        made[0].OwnWeight = 1;
        _options.RequestsAtOnce = int.MaxValue;
        var policy = new BalancingPolicies()["WeightedRoundRobin"];

        var chosen = Enumerable.Range(0, 10).Select(_ => Choice.Make(made, [], isUnsafe: false, policy, _options).Destination!.Id).CountBy(id => id).ToDictionary();

        Assert.Equal([5, 5], chosen.Values);
    }

    [Fact]
    public void The_choice_explains_itself()
    {
        Destination[] made = [Make("web-1", "down"), Make("web-2", "well"), Make("web-3", "full")];

        Assert.Equal("web-2 by First of web-2, web-3; web-1: Down", Choice.Make(made, [], isUnsafe: false, new BalancingPolicies()["First"], _options).Explain("First"));
    }

    private Destination Make(string id, string what)
    {
        var destination = new Destination(id, _time);
        switch (what)
        {
            case "well" or "tried":
                destination.Probes.Add(new ProbeAnswer(ProbeState.Up, ""), 1, 1);
                break;
            case "full":
                while (destination.TryEnter(_options.RequestsAtOnce))
                    continue;
                break;
            case "down":
                destination.Probes.Add(new ProbeAnswer(ProbeState.Down, ""), 1, 1);
                break;
            case "draining":
                destination.Probes.Add(new ProbeAnswer(ProbeState.Draining, ""), 1, 1);
                break;
            case "reads":
                destination.Probes.Add(new ProbeAnswer(ProbeState.ReadsOnly, ""), 1, 1);
                break;
            case "failing":
                destination.Breaker.Fail(_health, "");
                break;
            case "trial":
                destination.Breaker.Fail(new HealthOptions { FailuresInARow = 1, OpenFor = TimeSpan.FromMicroseconds(1) }, "");
                _time.Advance(TimeSpan.FromMilliseconds(1));
                break;
            case "out":
                destination.TakeOut();
                break;
            case "unknown":
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, message: null);
        }
        return destination;
    }
}
