using Foobar.Database.Cluster;

namespace Foobar.Tests.Unit.Database;

public sealed class ClusterPlanTests
{
    [Fact]
    public void Fresh_members_form_a_group_from_the_first_one()
    {
        var plan = Decide(Fresh("a"), Fresh("b"), Fresh("c"));

        Assert.Equal("a", plan.Bootstrap?.Name);
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void After_a_complete_outage_the_member_with_all_transactions_forms_the_group()
    {
        var plan = Decide(Outside("a", "1-5"), Outside("b", "1-9"), Outside("c", "1-7"));

        Assert.Equal("b", plan.Bootstrap?.Name);
    }

    [Fact]
    public void A_fresh_member_does_not_hinder_or_lead_a_group_with_data()
    {
        var plan = Decide(Fresh("a"), Outside("b", "1-9"), Outside("c", "1-9"));

        Assert.Equal("b", plan.Bootstrap?.Name);
    }

    [Fact]
    public void Nobody_forms_a_group_while_a_member_does_not_answer()
    {
        var plan = Decide(Fresh("a"), Gone("b"), Fresh("c"));

        Assert.Null(plan.Bootstrap);
        Assert.Contains("b: connection refused", plan.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Diverged_members_are_named_with_their_transactions_and_nothing_is_done()
    {
        var plan = Decide(Outside("a", "1-5,8"), Outside("b", "1-7"), Fresh("c"));

        Assert.Null(plan.Bootstrap);
        Assert.Empty(plan.Joiners);
        Assert.Contains("a, b have diverged", plan.Problem, StringComparison.Ordinal);
        Assert.Contains("a has 1-5,8; b has 1-7", plan.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_outside_join_the_group_that_has_a_primary()
    {
        var plan = Decide(Primary("a", "1-9", size: 1), Outside("b", "1-7"), Fresh("c"));

        Assert.Equal("a", plan.Primary?.Name);
        Assert.Equal(["b", "c"], plan.Joiners.Select(member => member.Name));
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void A_member_with_transactions_of_its_own_stays_outside_by_name()
    {
        var plan = Decide(Primary("a", "1-9", size: 1), Outside("b", "1-7,20"), Fresh("c"));

        Assert.Equal(["c"], plan.Joiners.Select(member => member.Name));
        Assert.Contains("b has transactions that the group does not have", plan.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_on_its_way_into_the_group_is_left_alone()
    {
        var plan = Decide(Primary("a", "1-9", size: 2), Outside("b", "1-7") with { GroupState = "RECOVERING" }, Gone("c"));

        Assert.Empty(plan.Joiners);
    }

    [Theory]
    [InlineData(3, 0, true)]
    [InlineData(3, 1, true)]
    [InlineData(3, 2, false)]
    [InlineData(2, 1, false)]
    [InlineData(1, 0, true)]
    public void A_primary_can_write_with_a_majority_only(int size, int unreachable, bool expected) =>
        Assert.Equal(expected, (Primary("a", "1", size) with { GroupUnreachable = unreachable }).IsWritablePrimary);

    [Fact]
    public void Without_a_majority_nothing_is_done_but_to_wait()
    {
        var plan = Decide(Primary("a", "1-9", size: 3) with { GroupUnreachable = 2 }, Fresh("b"), Gone("c"));

        Assert.Null(plan.Primary);
        Assert.Null(plan.Bootstrap);
        Assert.Empty(plan.Joiners);
        Assert.Contains("no writable primary", plan.Problem, StringComparison.Ordinal);
    }

    private static ClusterPlan Decide(params MemberObservation[] members) => ClusterPlan.Decide(members, IsSubset);

    /// <summary>Sets such as <c>1-5,8</c>, compared number by number.</summary>
    private static bool IsSubset(string subset, string set) => Parse(subset).All(Parse(set).Contains);

    private static HashSet<int> Parse(string set) =>
        [.. set.Split(',').Select(range => range.Split('-').Select(int.Parse).ToArray()).SelectMany(range => Enumerable.Range(range[0], range[^1] - range[0] + 1))];

    private static MemberObservation Fresh(string name) => new() { Name = name, HasOnlyOwnTransactions = true };

    private static MemberObservation Outside(string name, string gtids) => new() { Name = name, GtidExecuted = gtids, HasUserSchema = true };

    private static MemberObservation Gone(string name) => new() { Name = name, Unreachable = "connection refused" };

    private static MemberObservation Primary(string name, string gtids, int size) =>
        new() { Name = name, GtidExecuted = gtids, HasUserSchema = true, GroupState = "ONLINE", IsPrimary = true, GroupSize = size };
}
