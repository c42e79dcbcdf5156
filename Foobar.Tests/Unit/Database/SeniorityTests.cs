using Foobar.Database.Cluster;
using static Foobar.Tests.Unit.Database.Seen;

namespace Foobar.Tests.Unit.Database;

public sealed class SeniorityTests
{
    private readonly Seniority _seniority = new();

    [Fact]
    public void The_first_member_is_that_with_the_lowest_weight()
    {
        MemberObservation[] members = [Weighed("a", 3), Weighed("b", 1), Weighed("c", 2)];

        Assert.Equal(["b", "c", "a"], Order(members));
    }

    [Fact]
    public void A_newcomer_is_the_last_one()
    {
        MemberObservation[] members = [Weighed("a", Seniority.Newcomer), Weighed("b", 1), Weighed("c", 2)];

        Assert.Equal(["b", "c", "a"], Order(members));
    }

    [Fact]
    public void A_member_that_was_away_is_the_last_one_until_it_has_the_weight_of_its_place()
    {
        MemberObservation[] members = [InGroup("a", "1-9", "a", "b") with { Weight = 2 }, Weighed("b", 1) with { View = new([]) }, Outside("c", "1-7") with { Weight = 1 }];
        Order(members);

        members = [Weighed("a", 2), Weighed("b", 3), Weighed("c", 1)];
        Assert.Equal(["a", "b", "c"], Order(members));

        _seniority.Placed(members[2]);
        Assert.Equal(["c", "a", "b"], Order(members));
    }

    [Theory]
    [InlineData("a b c", "a", "c")]
    [InlineData("a b c", "b", null)]
    [InlineData("a b c", "c", null)]
    [InlineData("a b", "a", null)]
    [InlineData("a", "a", null)]
    public void The_last_member_succeeds_a_primary_that_is_the_first_one_of_three(string order, string primary, string? expected)
    {
        var members = order.Split(' ').Select(name => Weighed(name, 1)).ToArray();

        Assert.Equal(expected, Seniority.FindSuccessor(members, members.Single(member => member.Name == primary))?.Name);
    }

    private static MemberObservation Weighed(string name, int weight) => InGroup(name, "1-9", "a", "b", "c") with { Weight = weight };

    private IEnumerable<string> Order(MemberObservation[] members) => _seniority.Order(members, members[0]).Select(member => member.Name);
}
