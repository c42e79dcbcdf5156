using Foobar.ServiceDefaults;
using Foobar.Web.Data.Routing;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Routing;

public sealed class ClusterStateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ClusterState _state;

    public ClusterStateTests() => _state = new ClusterState(new RoutingOptions { Members = "a,b,c" }, _time);

    [Fact]
    public void The_first_snapshot_knows_the_members_and_nothing_of_them()
    {
        Assert.Equal(["a", "b", "c"], _state.Current.Members.Select(member => member.Name));
        Assert.All(_state.Current.Members, member => Assert.Equal(MemberRole.Unknown, member.Role));
    }

    [Fact]
    public void A_change_makes_the_next_snapshot()
    {
        var sequence = _state.Current.Sequence;

        var (before, after) = Report("a", MemberRole.Primary, 5);

        Assert.Equal(MemberRole.Unknown, before.Members[0].Role);
        Assert.Equal(MemberRole.Primary, after.Members[0].Role);
        Assert.Equal(sequence + 1, _state.Current.Sequence);
        Assert.Same(after, _state.Current);
    }

    [Fact]
    public void The_same_report_again_is_no_change()
    {
        var (_, first) = Report("a", MemberRole.Primary, 5);

        var (_, second) = Report("a", MemberRole.Primary, 5);

        Assert.Same(first, second);
    }

    [Fact]
    public void A_member_that_is_not_configured_is_refused() =>
        Assert.Throws<ArgumentException>(() => Report("d", MemberRole.Primary, 5));

    [Fact]
    public void A_second_primary_is_isolated_until_the_first_one_is_none()
    {
        Report("a", MemberRole.Primary, 5);
        Report("b", MemberRole.Primary, 9);
        Assert.Equal("Primary Isolated", Roles("a", "b"));

        Report("a", MemberRole.Replica, 9);
        Assert.Equal("Replica Primary", Roles("a", "b"));
    }

    [Fact]
    public void A_primary_that_hung_and_goes_on_does_not_replace_the_one_that_was_elected_meanwhile()
    {
        Report("a", MemberRole.Primary, 5);
        Report("a", MemberRole.Unreachable, 0);
        Report("b", MemberRole.Primary, 6);

        Report("a", MemberRole.Primary, 5);

        Assert.Equal("Isolated Primary", Roles("a", "b"));
        Assert.Contains("beside b", _state.Current.Members[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lag_is_the_age_of_the_first_position_of_the_primary_that_the_replica_has_not_reached()
    {
        Report("a", MemberRole.Primary, 5);
        Report("b", MemberRole.Replica, 5);
        Advance(1);
        Report("a", MemberRole.Primary, 8);
        Advance(1.5);
        Report("a", MemberRole.Primary, 10);

        Report("b", MemberRole.Replica, 6);

        var replica = _state.Current.Members[1];
        Assert.Equal(TimeSpan.FromSeconds(1.5), replica.Lag);
        Assert.Equal(4, replica.Behind);
        Assert.Equal(MemberRole.Replica, replica.Role);
    }

    [Fact]
    public void What_the_primary_did_after_the_replica_was_asked_is_no_lag()
    {
        Report("a", MemberRole.Primary, 5);
        var askedAt = _time.GetTimestamp();
        Advance(3);
        Report("a", MemberRole.Primary, 50);

        _state.Update(new MemberReport("b", MemberRole.Replica, InGroup: true, Reason: null, Snapshots.UpTo(5), askedAt));

        Assert.Equal(TimeSpan.Zero, _state.Current.Members[1].Lag);
    }

    [Fact]
    public void A_replica_beyond_the_limit_is_left_out_until_it_has_caught_up()
    {
        Report("a", MemberRole.Primary, 5);
        Report("b", MemberRole.Replica, 5);
        Report("a", MemberRole.Primary, 6);
        Advance(2.1);
        Report("b", MemberRole.Replica, 5);
        Assert.Equal("Lagging", Roles("b"));
        Assert.Contains("2.1 s and 1 transactions behind", _state.Current.Members[1].Reason, StringComparison.Ordinal);

        Report("a", MemberRole.Primary, 7);
        Advance(1);
        Report("b", MemberRole.Replica, 6);
        Assert.Equal("Lagging", Roles("b"));

        Report("b", MemberRole.Replica, 7);
        Assert.Equal("Replica", Roles("b"));
        Assert.False(_state.Current.Members[1].IsReturning);
    }

    [Theory]
    [InlineData(MemberRole.Unreachable, true)]
    [InlineData(MemberRole.Recovering, true)]
    [InlineData(MemberRole.Offline, true)]
    [InlineData(MemberRole.Primary, false)]
    public void Who_was_away_has_cold_caches(object before, bool expected)
    {
        Report("a", MemberRole.Primary, 5);
        Report("b", (MemberRole)before, 5);
        Report("a", MemberRole.Replica, 5);

        Report("b", MemberRole.Replica, 5);

        Assert.Equal(expected, _state.Current.Members[1].IsReturning);
    }

    [Fact]
    public void What_the_first_probe_finds_is_no_return()
    {
        Report("b", MemberRole.Replica, 5);

        Assert.Null(_state.Current.Members[1].ChangedAt);
    }

    [Fact]
    public void Who_does_not_answer_is_still_where_it_was()
    {
        Report("b", MemberRole.Replica, 5);

        Report("b", MemberRole.Unreachable, 0);

        Assert.Equal(Snapshots.UpTo(5), _state.Current.Members[1].Position);
    }

    [Fact]
    public void What_a_read_has_learnt_of_a_position_is_kept()
    {
        Report("b", MemberRole.Replica, 5);

        _state.Learn(1, Snapshots.UpTo(7));
        var sequence = _state.Current.Sequence;
        _state.Learn(1, Snapshots.UpTo(6));

        Assert.Equal(Snapshots.UpTo(7), _state.Current.Members[1].Position);
        Assert.Equal(sequence, _state.Current.Sequence);
    }

    [Fact]
    public async Task A_change_ends_the_wait_for_it()
    {
        var waiting = WaitAsync(_state.Current.Sequence, TimeSpan.FromHours(1));
        Assert.False(waiting.IsCompleted);

        Report("a", MemberRole.Primary, 5);

        await waiting;
    }

    [Fact]
    public async Task The_wait_ends_without_a_change_when_its_time_is_over()
    {
        var waiting = WaitAsync(_state.Current.Sequence, TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);

        Advance(1);

        await waiting;
    }

    [Fact]
    public async Task Nobody_waits_for_a_change_that_has_happened()
    {
        var sequence = _state.Current.Sequence;
        Report("a", MemberRole.Primary, 5);

        await WaitAsync(sequence, TimeSpan.FromHours(1));
    }

    private Task WaitAsync(long sequence, TimeSpan atMost) => _state.WaitForChangeAsync(sequence, atMost, TestContext.Current.CancellationToken);

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private (ClusterSnapshot Before, ClusterSnapshot After) Report(string name, MemberRole claim, long last) => _state.Update(new MemberReport(
        name, claim, InGroup: true, claim is MemberRole.Primary or MemberRole.Replica ? null : "away", last == 0 ? GtidSet.Empty : Snapshots.UpTo(last), _time.GetTimestamp()));

    private string Roles(params string[] names) => string.Join(' ', _state.Current.Members.Where(member => names.Contains(member.Name)).Select(member => member.Role));
}
