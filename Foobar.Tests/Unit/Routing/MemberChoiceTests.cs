using Foobar.Web.Data.Routing;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Routing;

public sealed class MemberChoiceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RoutingOptions _options = new();

    // See Snapshots.Of for the letters.
    [Theory]
    [InlineData("PRR", "eventual", 0u, "1 2 0")]
    [InlineData("PRR", "eventual", 1u, "2 1 0")]
    [InlineData("PRR", "eventual", 2u, "1 2 0")]
    [InlineData("PRR", "strong", 0u, "1 2 0")]
    [InlineData("RXP", "eventual", 7u, "0 2")]
    [InlineData("PXX", "eventual", 3u, "0")]
    [InlineData("PVO", "eventual", 0u, "0")]
    [InlineData("XRR", "strong", 1u, "2 1")]
    [InlineData("Prr", "strong", 0u, "0")]
    [InlineData("Prr", "eventual", 0u, "1 2 0")]
    [InlineData("PRL", "eventual", 1u, "1 0 2")]
    [InlineData("PLL", "eventual", 0u, "0 1 2")]
    [InlineData("PLL", "strong", 0u, "0")]
    [InlineData("IXX", "eventual", 0u, "0")]
    [InlineData("IXX", "at least", 0u, "0")]
    [InlineData("IXX", "strong", 0u, "")]
    [InlineData("PRI", "eventual", 0u, "1 0 2")]
    [InlineData("XXX", "eventual", 0u, "")]
    public void Reads_go_to_replicas_in_turn_then_to_the_primary(string members, string level, uint turn, string expected) =>
        Assert.Equal(expected, string.Join(' ', InOrder(Snapshots.Of(members), Level(level), turn)));

    [Theory]
    [InlineData("PRR", 0)]
    [InlineData("RRP", 2)]
    [InlineData("RRX", MemberChoice.None)]
    [InlineData("IRR", MemberChoice.None)]
    public void Writes_go_to_the_primary_only(string members, int expected) =>
        Assert.Equal(expected, MemberChoice.NextForWrite(Snapshots.Of(members), MemberMask.None));

    [Fact]
    public void Turns_that_wrap_around_still_choose_a_replica() =>
        Assert.Equal(2, InOrder(Snapshots.Of("PRR"), ReadLevel.Eventual, uint.MaxValue)[0]);

    [Fact]
    public void A_visitor_keeps_their_replica_whatever_the_turn_and_half_of_them_have_each()
    {
        var chosen = Enumerable.Range(0, 1000).Select(visitor =>
            Assert.Single(Enumerable.Range(0, 5).Select(turn => InOrder(Snapshots.Of("PRR"), ReadLevel.Eventual.For((ulong)visitor), (uint)turn)[0]).Distinct())).ToArray();

        Assert.InRange(chosen.Count(member => member == 1), 450, 550);
    }

    [Fact]
    public void When_a_replica_goes_only_its_own_visitors_move()
    {
        for (var visitor = 0UL; visitor < 100; visitor++)
        {
            var before = InOrder(Snapshots.Of("PRRR"), ReadLevel.Eventual.For(visitor), 0)[0];
            var after = InOrder(Snapshots.Of("PRRX"), ReadLevel.Eventual.For(visitor), 0)[0];
            Assert.True(before == after || before == 3, $"Visitor {visitor} moved from {before} to {after}.");
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 20, 80)]
    [InlineData(5, 200, 300)]
    [InlineData(9.9, 450, 500)]
    [InlineData(10, 500, 500)]
    public void A_returning_replica_comes_to_its_half_of_the_reads_in_the_warm_up(double seconds, int least, int most)
    {
        var snapshot = Changed("PRR", member: 2, isReturning: true);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var reads = Enumerable.Range(0, 1000).Count(turn => InOrder(snapshot, ReadLevel.Eventual, (uint)turn)[0] == 2);
        var visitors = Enumerable.Range(0, 1000).Count(visitor => InOrder(snapshot, ReadLevel.Eventual.For((ulong)visitor), 0)[0] == 2);

        Assert.InRange(reads, least, most);
        Assert.InRange(visitors, least - 20, most + 50);
    }

    [Fact]
    public void The_only_replica_takes_all_reads_even_when_it_is_cold() =>
        Assert.Equal(2, InOrder(Changed("PXR", member: 2, isReturning: true), ReadLevel.Eventual, 0)[0]);

    [Fact]
    public void Visitors_of_a_replica_that_has_just_gone_have_moved_and_the_others_have_not()
    {
        var before = Snapshots.Of("PRRR");
        var after = Changed("PRRX", member: 3, isReturning: false);
        for (var visitor = 0UL; visitor < 100; visitor++)
        {
            var level = ReadLevel.Eventual.For(visitor);
            var moved = InOrder(before, level, 0)[0] == 3;
            Assert.Equal(moved, HasMoved(after, visitor));
        }
    }

    [Fact]
    public void Nobody_has_moved_once_the_change_is_longer_ago_than_replicas_may_lag()
    {
        var after = Changed("PRRX", member: 3, isReturning: false);
        _time.Advance(_options.LagLimit + _options.ProbeInterval * 2);

        Assert.DoesNotContain(true, Enumerable.Range(0, 100).Select(visitor => HasMoved(after, (ulong)visitor)));
    }

    private bool HasMoved(ClusterSnapshot snapshot, ulong visitor)
    {
        var warmth = Warmth.Of(snapshot, _options, _time);
        return MemberChoice.HasMoved(snapshot, visitor, InOrder(snapshot, ReadLevel.Eventual.For(visitor), 0)[0], warmth);
    }

    private ClusterSnapshot Changed(string letters, int member, bool isReturning)
    {
        var snapshot = Snapshots.Of(letters);
        return new ClusterSnapshot(2, snapshot.Members.SetItem(member, snapshot.Members[member] with { ChangedAt = _time.GetTimestamp(), IsReturning = isReturning }), snapshot.Trail);
    }

    private List<int> InOrder(ClusterSnapshot snapshot, ReadLevel level, uint turn)
    {
        var warmth = Warmth.Of(snapshot, _options, _time);
        var (order, tried) = (new List<int>(), MemberMask.None);
        while (MemberChoice.NextForRead(snapshot, level, turn, tried, warmth) is var next and not MemberChoice.None)
        {
            order.Add(next);
            tried = tried.With(next);
        }
        return order;
    }

    private static ReadLevel Level(string name) => name switch
    {
        "strong" => ReadLevel.Strong,
        "at least" => ReadLevel.AtLeast(Snapshots.UpTo(5)),
        _ => ReadLevel.Eventual,
    };
}
