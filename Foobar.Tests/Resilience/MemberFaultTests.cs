namespace Foobar.Tests.Resilience;

/// <summary>One member is killed, hung, held back, replaced or moved: visitors wait, and notice nothing else.</summary>
[Collection(ResilienceCollection.Name)]
public sealed class MemberFaultTests(ResilienceModel model)
{
    /// <summary>The bars are 8 s and 0.5 s; a loaded machine gets more.</summary>
    private static readonly TimeSpan FailoverPause = TimeSpan.FromSeconds(24);

    private static readonly TimeSpan SwitchPause = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_primary_is_killed()
    {
        var scenario = await Scenario.RunAsync(model, "kill-primary");

        scenario.AssertSound();
        Assert.InRange(scenario.Writes.LongestPause, TimeSpan.Zero, FailoverPause);
    }

    [Fact]
    public async Task The_primary_hangs_and_takes_no_writes_when_it_goes_on()
    {
        var scenario = await Scenario.RunAsync(model, "hang-primary");

        scenario.AssertSound();
        Assert.InRange(scenario.Writes.LongestPause, TimeSpan.Zero, FailoverPause);
    }

    [Fact]
    public async Task The_primary_is_moved_to_another_member()
    {
        var scenario = await Scenario.RunAsync(model, "switch-primary");

        scenario.AssertSound();
        Assert.InRange(scenario.Writes.LongestPause, TimeSpan.Zero, SwitchPause);
    }

    [Fact]
    public async Task A_replica_is_killed() => (await Scenario.RunAsync(model, "kill-replica")).AssertSound();

    [Fact]
    public async Task A_replica_loses_its_data() => (await Scenario.RunAsync(model, "lose-replica-data")).AssertSound();

    [Fact]
    public async Task A_replica_lags() => (await Scenario.RunAsync(model, "lag-replica")).AssertSound();
}
