using GatewaySpeed.Peers;
using GatewaySpeed.Works;

namespace Foobar.Tests.Unit.GatewaySpeed;

public sealed class ComparisonTests
{
    private readonly Comparison _comparison = new(WorkCatalog.Find(["small-64"]).Single());

    [Fact]
    public void A_ratio_is_between_turns_of_the_same_round_and_to_the_best_of_the_others()
    {
        // The machine was half as fast in the second round, and the gateway's share is the same.
        Add(PeerNames.HAProxy, 100, 50);
        Add(PeerNames.Nginx, 80, 60);
        Add(PeerNames.Gateway, 120, 60);

        Assert.Equal(new Spread(1.1, 1.0, 1.2), _comparison.Ratio(Figure.Throughput, PeerNames.Gateway, PeerNames.Others));
        Assert.Equal(new Spread(1.2, 1.2, 1.2), _comparison.Ratio(Figure.Throughput, PeerNames.Gateway, [PeerNames.HAProxy]));
    }

    [Fact]
    public void A_peer_that_failed_once_has_no_figures_and_nobody_is_compared_with_it()
    {
        Add(PeerNames.HAProxy, 100, 100);
        _comparison.Add(PeerNames.Gateway, SampleOf(100));
        _comparison.Add(PeerNames.Gateway, SampleOf(100) with { Failure = "3 timed out" });

        Assert.Null(_comparison.Of(PeerNames.Gateway, sample => sample.PerSecond));
        Assert.Null(_comparison.Ratio(Figure.Throughput, PeerNames.HAProxy, [PeerNames.Gateway]));
        Assert.Equal(["3 timed out"], _comparison.FailuresOf(PeerNames.Gateway));
    }

    [Fact]
    public void The_median_of_an_even_number_is_between_the_two_in_the_middle() => Assert.Equal(new Spread(2.5, 1, 9), Spread.Of([9, 2, 1, 3]));

    private void Add(string peer, params double[] rounds)
    {
        foreach (var perSecond in rounds)
            _comparison.Add(peer, SampleOf(perSecond));
    }

    private static Sample SampleOf(double perSecond) => new(perSecond, null, null, 10, 10, 10, 10, 1000, 1, 0, 0.5, null);
}
