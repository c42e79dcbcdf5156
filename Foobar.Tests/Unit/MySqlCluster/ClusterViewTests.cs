using Foobar.AppHost.MySqlCluster.Monitoring;

namespace Foobar.Tests.Unit.MySqlCluster;

public sealed class ClusterViewTests
{
    [Theory]
    [InlineData("ONLINE", "a", "Primary")]
    [InlineData("ONLINE", "b", "Replica")]
    [InlineData("ONLINE", "", "Replica")]
    [InlineData("RECOVERING", "b", "Recovering")]
    [InlineData("ERROR", "b", "Offline")]
    [InlineData("OFFLINE", "", "Offline")]
    public void A_role_is_what_the_member_says_of_itself(string state, string primary, string role)
    {
        Assert.Equal(role, View("a", state, primary).Role);
    }

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(2, 3, true)]
    [InlineData(1, 3, false)]
    [InlineData(1, 2, false)]
    [InlineData(1, 1, true)]
    public void A_primary_writes_while_it_is_in_touch_with_a_majority(int reachable, int size, bool writes)
    {
        var cluster = Cluster(View("a", "ONLINE", "a") with { Reachable = reachable, Size = size });

        Assert.Equal(writes, cluster.Primary is not null);
    }

    [Fact]
    public void Of_two_that_take_themselves_for_the_primary_most_voices_decide()
    {
        var cluster = Cluster(View("a", "ONLINE", "a"), View("b", "ONLINE", "b"), View("c", "ONLINE", "b"));

        Assert.Equal("b", cluster.Primary?.Name);
    }

    [Fact]
    public void A_cluster_is_complete_when_every_member_is_online_in_a_group_of_all()
    {
        var complete = Cluster(View("a", "ONLINE", "a"), View("b", "ONLINE", "a"), View("c", "ONLINE", "a"));

        Assert.True(complete.IsComplete);
        Assert.False(complete.With(View("c", "RECOVERING", "a")).IsComplete);
        Assert.False(complete.With(View("b", "ONLINE", "a") with { Size = 2 }).IsComplete);
        Assert.False(complete.With(View("a", "ONLINE", "")).IsComplete);
        Assert.False(complete.With(MemberView.WithoutAnswer("b", 0, "does not answer")).IsComplete);
    }

    [Fact]
    public void The_replica_with_the_shortest_queue_is_least_behind()
    {
        var cluster = Cluster(View("a", "ONLINE", "a"), View("b", "ONLINE", "a") with { Queued = 7 }, View("c", "ONLINE", "a") with { Queued = 3 });

        Assert.Equal("c", cluster.LeastBehind?.Name);
        Assert.Equal("b", cluster.With(View("c", "RECOVERING", "a")).LeastBehind?.Name);
        Assert.Null(Cluster(View("a", "ONLINE", "a")).LeastBehind);
    }

    [Fact]
    public void A_view_is_newer_than_a_moment_only_as_a_whole()
    {
        var cluster = Cluster(View("a", "ONLINE", "a") with { AskedAt = 5 }, View("b", "ONLINE", "a") with { AskedAt = 6 });

        Assert.True(cluster.IsNewerThan(4));
        Assert.False(cluster.IsNewerThan(5));
    }

    [Fact]
    public void A_view_in_words_names_each_member_with_its_role_its_lag_or_why_it_is_silent()
    {
        var cluster = Cluster(View("a", "ONLINE", "a"), View("b", "ONLINE", "a") with { Lag = TimeSpan.FromSeconds(12.4) }, MemberView.WithoutAnswer("c", 0, "does not answer"));

        Assert.Equal("a: Primary; b: Replica, 12 s behind; c: does not answer", cluster.ToString());
    }

    private static ClusterView Cluster(params MemberView[] members) => new([.. members]);

    private static MemberView View(string name, string state, string primary) => new(name, AskedAt: 0) { State = state, ServerId = name, PrimaryId = primary, Reachable = 3, Size = 3 };
}
