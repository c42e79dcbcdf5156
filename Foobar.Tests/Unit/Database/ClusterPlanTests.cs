using Foobar.Database.Cluster;
using Foobar.ServiceDefaults;
using static Foobar.Tests.Unit.Database.Seen;

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
    public void Transactions_that_a_member_has_received_and_not_executed_yet_count_as_its_own()
    {
        var plan = Decide(Outside("a", "1-5"), Outside("b", "1-3") with { Received = Transactions("1-9") }, Fresh("c"));

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
        var plan = Decide(Outside("a", "1-5:8"), Outside("b", "1-7"), Fresh("c"));

        Assert.Null(plan.Bootstrap);
        Assert.Empty(plan.Joiners);
        Assert.Contains("a, b have diverged", plan.Problem, StringComparison.Ordinal);
        Assert.Contains($"a has {Transactions("1-5:8")}; b has {Transactions("1-7")}", plan.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_outside_join_the_group_that_has_a_primary()
    {
        var plan = Decide(InGroup("a", "1-9", "a"), Outside("b", "1-7"), Fresh("c"));

        Assert.Equal("a", plan.Primary?.Name);
        Assert.Equal(["b", "c"], plan.Joiners.Select(member => member.Name));
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void A_member_that_gets_a_copy_by_the_primarys_view_alone_has_its_turn_still()
    {
        var primary = InGroup("a", "1-9", "a", "b") with { Purged = Transactions("1-5") };
        var recovering = primary with { View = new GroupView([primary.View.Members[0], primary.View.Members[1] with { State = "RECOVERING" }]) };

        Assert.Empty(Decide(recovering, Fresh("b"), Fresh("c")).Joiners);
        Assert.Empty(Decide(recovering, Gone("b"), Fresh("c")).Joiners);
        Assert.Equal(["c"], Decide(recovering, InGroup("b", "1-7", "a", "b"), Fresh("c")).Joiners.Select(member => member.Name));
        Assert.Equal(["c"], Decide(recovering, Gone("b"), Outside("c", "1-7")).Joiners.Select(member => member.Name));
    }

    [Fact]
    public void Members_that_need_a_copy_of_all_data_join_one_after_the_other()
    {
        var primary = InGroup("a", "1-9", "a") with { Purged = Transactions("1-5") };
        var withCopy = InGroup("b", "1-9", "a", "b");
        var gettingOne = withCopy with { GroupState = "RECOVERING", Executed = GtidSet.Empty };

        Assert.Equal(["b", "d"], Decide(primary, Fresh("b"), Fresh("c"), Outside("d", "1-7")).Joiners.Select(member => member.Name));
        Assert.Empty(Decide(primary with { View = withCopy.View }, gettingOne, Fresh("c")).Joiners);
        Assert.Equal(["c"], Decide(primary with { View = withCopy.View }, withCopy, Fresh("c")).Joiners.Select(member => member.Name));
    }

    [Fact]
    public void A_member_with_transactions_of_its_own_stays_outside_by_name()
    {
        var plan = Decide(InGroup("a", "1-9", "a"), Outside("b", "1-7:20"), Fresh("c"));

        Assert.Equal(["c"], plan.Joiners.Select(member => member.Name));
        Assert.Equal(["b"], plan.Diverged.Select(member => member.Name));
        Assert.Contains("b has transactions that the group does not have", plan.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_has_what_the_new_primary_has_only_received_yet_has_not_diverged()
    {
        var plan = Decide(InGroup("a", "1-7", "a", "c") with { Received = Transactions("5-9") }, Outside("b", "1-9"), InGroup("c", "1-9", "a", "c"));

        Assert.Equal(["b"], plan.Joiners.Select(member => member.Name));
    }

    [Fact]
    public void A_member_on_its_way_into_the_group_is_left_alone()
    {
        var plan = Decide(InGroup("a", "1-9", "a", "b"), InGroup("b", "1-7", "a", "b") with { GroupState = "RECOVERING" }, Gone("c"));

        Assert.Empty(plan.Joiners);
    }

    [Fact]
    public void A_member_that_was_restarted_waits_until_the_group_has_noticed_its_end()
    {
        var plan = Decide(InGroup("a", "1-9", "a", "b", "c"), Outside("b", "1-7"), InGroup("c", "1-9", "a", "b", "c"));

        Assert.Equal("a", plan.Primary?.Name);
        Assert.Empty(plan.Joiners);
    }

    [Fact]
    public void A_member_that_was_expelled_joins_at_once()
    {
        var plan = Decide(InGroup("a", "1-9", "a", "b"), InGroup("b", "1-9", "a", "b"), Outside("c", "1-7") with { GroupState = "ERROR" });

        Assert.Equal("c", Assert.Single(plan.Joiners).Name);
    }

    [Fact]
    public void A_primary_that_hung_and_does_not_know_yet_that_it_was_expelled_is_not_the_primary()
    {
        var plan = Decide(InGroup("a", "1-9", "a", "b", "c"), InGroup("b", "1-12", "b", "c"), InGroup("c", "1-12", "b", "c"));

        Assert.Equal("b", plan.Primary?.Name);
    }

    [Fact]
    public void A_primary_that_was_expelled_is_not_the_primary_even_when_the_new_one_does_not_answer()
    {
        var plan = Decide(InGroup("a", "1-9", "a", "b", "c"), Gone("b"), InGroup("c", "1-12", "b", "c"));

        Assert.Null(plan.Primary);
    }

    [Fact]
    public void A_primary_that_does_not_take_writes_yet_is_not_the_primary()
    {
        var elected = InGroup("b", "1-9", "b", "c");

        Assert.Null(Decide(Gone("a"), elected with { IsReadOnly = true }, InGroup("c", "1-9", "b", "c")).Primary);
        Assert.Equal("b", Decide(Gone("a"), elected, InGroup("c", "1-9", "b", "c")).Primary?.Name);
    }

    [Theory]
    [InlineData("a b c", true)]
    [InlineData("a b c?", true)]
    [InlineData("a b? c?", false)]
    [InlineData("a b?", false)]
    [InlineData("a", true)]
    public void A_primary_can_write_with_a_majority_only(string view, bool expected) =>
        Assert.Equal(expected, InGroup("a", "1", view.Split(' ')).ClaimsToBePrimary);

    [Fact]
    public void Without_a_majority_nothing_is_done_but_to_wait_for_those_who_do_not_answer()
    {
        var plan = Decide(InGroup("a", "1-9", "a", "b?", "c?"), Outside("b", "1-9"), Gone("c"));

        Assert.Equal((null, null), (plan.Primary, plan.Bootstrap));
        Assert.Empty(plan.Joiners);
        Assert.Empty(plan.Leavers);
        Assert.Contains("no writable primary", plan.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1-9", "1-8")]
    [InlineData("1-8", "1-9")]
    public void When_the_majority_has_left_for_good_the_survivor_leaves_too(string survivors, string others)
    {
        var plan = Decide(Outside("a", others), InGroup("b", survivors, "a?", "b", "c?"), Outside("c", others));

        Assert.Equal(["b"], plan.Leavers.Select(member => member.Name));
        Assert.Null(plan.Bootstrap);
    }

    [Fact]
    public void No_group_is_formed_beside_the_engine_of_a_member_that_fell_out()
    {
        var fell = Outside("b", "1-8") with { GroupState = "ERROR" };

        var plan = Decide(Outside("a", "1-9"), fell, Outside("c", "1-9"));

        Assert.Equal(["b"], plan.Leavers.Select(member => member.Name));
        Assert.Null(plan.Bootstrap);
        Assert.Contains("b: ERROR", plan.Problem, StringComparison.Ordinal);
        Assert.Equal("a", Decide(Outside("a", "1-9"), Outside("b", "1-8"), Outside("c", "1-9")).Bootstrap?.Name);
    }

    [Fact]
    public void A_majority_is_not_given_up_at_the_first_look()
    {
        var plan = Decide(InGroup("a", "1-9", "a", "b?", "c?"), Outside("b", "1-9") with { StateAge = TimeSpan.FromSeconds(0.5) }, Outside("c", "1-9"));

        Assert.Empty(plan.Leavers);
    }

    [Fact]
    public void A_switch_that_an_interrupted_forming_has_left_on_is_put_off()
    {
        var plan = Decide(InGroup("a", "1-9", "a") with { IsBootstrapSwitchOn = true }, Outside("b", "1") with { IsBootstrapSwitchOn = true }, Gone("c"));

        Assert.Equal(["a"], plan.Unfinished.Select(member => member.Name));
        Assert.Equal(["b"], plan.Joiners.Select(member => member.Name));
    }

    [Fact]
    public void Of_servers_that_somebody_else_looks_after_the_one_that_takes_writes_is_the_primary_and_nothing_is_done()
    {
        var plan = Decide(Plain("a", isReadOnly: true), Plain("b", isReadOnly: false), Gone("c") with { IsPlain = true });

        Assert.Equal("b", plan.Primary?.Name);
        Assert.Null(plan.Bootstrap);
        Assert.Empty(plan.Joiners.Concat(plan.Leavers).Concat(plan.Unfinished));
        Assert.Null(plan.Problem);
    }

    [Theory]
    [InlineData(true, "No server takes writes now (a: ONLINE; b: ONLINE).")]
    [InlineData(false, "a, b all take writes: every server but the primary must be read-only. Nothing is written to any of them.")]
    public void Without_exactly_one_that_takes_writes_there_is_no_primary(bool areReadOnly, string problem)
    {
        var plan = Decide(Plain("a", areReadOnly), Plain("b", areReadOnly));

        Assert.Null(plan.Primary);
        Assert.Equal(problem, plan.Problem);
    }

    private static ClusterPlan Decide(params MemberObservation[] members) => ClusterPlan.Decide(members);
}
