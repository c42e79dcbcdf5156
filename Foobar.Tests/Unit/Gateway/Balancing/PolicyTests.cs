using Foobar.Gateway.Balancing;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Gateway.Balancing;

/// <summary>How requests are spread when all destinations are well.</summary>
public sealed class PolicyTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("RoundRobin", new[] { 1, 1 }, 100, new[] { 50, 50 })]
    [InlineData("RoundRobin", new[] { 1, 1, 1 }, 99, new[] { 33, 33, 33 })]
    [InlineData("RoundRobin", new[] { 9, 1 }, 100, new[] { 50, 50 })]
    [InlineData("WeightedRoundRobin", new[] { 1, 1 }, 100, new[] { 50, 50 })]
    [InlineData("WeightedRoundRobin", new[] { 3, 1 }, 100, new[] { 75, 25 })]
    [InlineData("WeightedRoundRobin", new[] { 5, 3, 2 }, 100, new[] { 50, 30, 20 })]
    [InlineData("LeastRequests", new[] { 1, 1 }, 100, new[] { 50, 50 })]
    [InlineData("First", new[] { 1, 9 }, 100, new[] { 100, 0 })]
    public void Shares_are_exact(string policy, int[] weights, int requests, int[] expected) => Assert.Equal(expected, Spread(policy, weights, requests));

    [Fact]
    public void Weighted_turns_are_as_even_as_the_weights_allow()
    {
        var candidates = Create([2, 1]);
        var policy = new BalancingPolicies(new Random(1))["WeightedRoundRobin"];

        Assert.Equal(["web-1", "web-2", "web-1", "web-1", "web-2", "web-1"], Enumerable.Range(0, 6).Select(_ => policy.Choose(candidates).Id));
    }

    [Fact]
    public void Turns_are_shared_out_evenly_when_one_is_out()
    {
        var candidates = Create([1, 1, 1]);
        var policy = new BalancingPolicies(new Random(1))["RoundRobin"];
        var left = candidates[1..];

        var chosen = Enumerable.Range(0, 90).Select(turn => policy.Choose(turn < 30 ? candidates : left).Id).Skip(30).CountBy(id => id).ToDictionary();

        Assert.Equal([30, 30], chosen.Values);
    }

    [Theory]
    [InlineData("LeastRequests", 1, 1, 3, 0, "web-2")]
    [InlineData("LeastRequests", 1, 1, 0, 3, "web-1")]
    [InlineData("LeastRequests", 4, 1, 3, 1, "web-1")]
    [InlineData("LeastRequests", 4, 1, 9, 1, "web-2")]
    [InlineData("PowerOfTwoChoices", 1, 1, 3, 0, "web-2")]
    [InlineData("PowerOfTwoChoices", 1, 1, 0, 3, "web-1")]
    [InlineData("PowerOfTwoChoices", 4, 1, 3, 1, "web-1")]
    public void The_less_loaded_one_for_its_weight_is_chosen(string policy, int firstWeight, int secondWeight, int firstInFlight, int secondInFlight, string expected)
    {
        var candidates = Create([firstWeight, secondWeight]);
        Enter(candidates[0], firstInFlight);
        Enter(candidates[1], secondInFlight);

        Assert.Equal(expected, new BalancingPolicies(new Random(1))[policy].Choose(candidates).Id);
    }

    [Theory]
    [InlineData("RoundRobin")]
    [InlineData("WeightedRoundRobin")]
    [InlineData("LeastRequests")]
    public void One_that_starts_slowly_gets_a_growing_share(string name)
    {
        var policy = new BalancingPolicies(new Random(1))[name];
        var (cold, warm) = (new Destination("web-1", _time), new Destination("web-2", _time));
        cold.BeginSlowStart();
        var slowStart = TimeSpan.FromSeconds(10);
        var shares = new List<int>();
        foreach (var seconds in (int[])[1, 4, 5])
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            var underWay = new Queue<Destination>();
            var chosen = 0;
            for (var request = 0; request < 1000; request++)
            {
                var one = policy.Choose([new(cold, 1, cold.GetWarmth(slowStart)), new(warm, 1, warm.GetWarmth(slowStart))]);
                Assert.True(one.TryEnter(int.MaxValue));
                underWay.Enqueue(one);
                if (underWay.Count > 40)
                    underWay.Dequeue().Leave();
                chosen += one == cold ? 1 : 0;
            }
            shares.Add(chosen);
            while (underWay.TryDequeue(out var one))
                one.Leave();
        }

        Assert.InRange(shares[0], 40, 140);
        Assert.InRange(shares[1], 200, 400);
        Assert.InRange(shares[2], 495, 505);
    }

    private int[] Spread(string policy, int[] weights, int requests)
    {
        var candidates = Create(weights);
        var chosen = new int[weights.Length];
        var balancing = new BalancingPolicies(new Random(1))[policy];
        for (var request = 0; request < requests; request++)
        {
            var one = balancing.Choose(candidates);
            chosen[Array.FindIndex(candidates, candidate => candidate.Destination == one)]++;
        }
        return chosen;
    }

    private WeightedDestination[] Create(int[] weights) => [.. weights.Select((weight, index) => new WeightedDestination(new Destination($"web-{index + 1}", _time), weight, 1))];

    private static void Enter(WeightedDestination candidate, int requests)
    {
        for (var request = 0; request < requests; request++)
            Assert.True(candidate.Destination.TryEnter(int.MaxValue));
    }
}
