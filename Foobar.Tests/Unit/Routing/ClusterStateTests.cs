using Foobar.Web.Data.Routing;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Routing;

public sealed class ClusterStateTests
{
    private static readonly MemberStatus PrimaryA = new("a", MemberRole.Primary, InGroup: true, Reason: null);

    private readonly ClusterState _state = new(new RoutingOptions { Members = "a,b" });

    [Fact]
    public void The_first_snapshot_knows_the_members_and_nothing_of_them()
    {
        Assert.Equal(["a", "b"], _state.Current.Members.Select(member => member.Name));
        Assert.All(_state.Current.Members, member => Assert.Equal(MemberRole.Unknown, member.Role));
    }

    [Fact]
    public void A_change_makes_the_next_snapshot_and_returns_what_was_before()
    {
        var before = _state.Current;

        Assert.Equal(MemberRole.Unknown, _state.Update(PrimaryA)?.Role);

        Assert.Equal(before.Sequence + 1, _state.Current.Sequence);
        Assert.Equal(MemberRole.Primary, _state.Current.Members[0].Role);
    }

    [Fact]
    public void The_same_status_again_is_no_change()
    {
        _state.Update(PrimaryA);
        var before = _state.Current;

        Assert.Null(_state.Update(PrimaryA));
        Assert.Same(before, _state.Current);
    }

    [Fact]
    public void A_member_that_is_not_configured_is_refused() =>
        Assert.Throws<ArgumentException>(() => _state.Update(PrimaryA with { Name = "c" }));

    [Fact]
    public async Task A_change_ends_the_wait_for_it()
    {
        var waiting = _state.WaitForChangeAsync(_state.Current.Sequence, TimeSpan.FromHours(1), new FakeTimeProvider(), TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        _state.Update(PrimaryA);

        await waiting;
    }

    [Fact]
    public async Task The_wait_ends_without_a_change_when_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        var waiting = _state.WaitForChangeAsync(_state.Current.Sequence, TimeSpan.FromSeconds(1), time, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));

        await waiting;
    }

    [Fact]
    public async Task Nobody_waits_for_a_change_that_has_happened()
    {
        var sequence = _state.Current.Sequence;
        _state.Update(PrimaryA);

        await _state.WaitForChangeAsync(sequence, TimeSpan.FromHours(1), new FakeTimeProvider(), TestContext.Current.CancellationToken);
    }
}
