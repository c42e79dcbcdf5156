using GatewaySpeed.Works;

namespace Foobar.Tests.Unit.GatewaySpeed;

public sealed class BarTests
{
    [Theory]
    [InlineData(true, 1.0, 1.0, true)]
    [InlineData(true, 1.0, 0.99, false)]
    [InlineData(false, 1.2, 1.2, true)]
    [InlineData(false, 1.2, 1.21, false)]
    public void A_bar_is_a_least_where_more_is_better_and_a_most_where_less_is(bool isBetterHigh, double limit, double ratio, bool isMet) =>
        Assert.Equal(isMet, new Bar(isBetterHigh ? Figure.Throughput : Figure.P99, limit, "one", ["other"]).IsMetBy(ratio));
}
