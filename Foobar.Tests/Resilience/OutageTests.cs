using Chaos.Judging;
using Chaos.Record;

namespace Foobar.Tests.Resilience;

/// <summary>More is lost than the site can do without: it says so, loses nothing, and comes back by itself.</summary>
[Collection(ResilienceCollection.Name)]
public sealed class OutageTests(ResilienceModel model)
{
    /// <summary>The bar is 20 s; a loaded machine gets more.</summary>
    private static readonly TimeSpan OutageEnd = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Without_a_majority_writes_are_refused_and_anonymous_reads_go_on()
    {
        var scenario = await Scenario.RunAsync(model, "kill-two");

        scenario.AssertSound();
        var outage = new TimeRange(scenario.Fault.Begin, scenario.Fault.Heal);
        var during = scenario.Record.Operations.Where(operation => outage.Overlaps(operation.Start, operation.End)).ToArray();
        Assert.Contains(during, operation => operation.Kind.IsWrite() && operation.Attempts[0] is { Status: 503, RetryAfter: not null });
        Assert.All(during.Where(operation => operation.Kind.IsAnonymous()), read => Assert.True(read is { IsDone: true, Attempts.Count: 1 }, read.ToString()));
    }

    [Fact]
    public async Task All_members_are_killed_and_started_again()
    {
        var scenario = await Scenario.RunAsync(model, "kill-all");

        scenario.AssertSound();
        Assert.Contains(scenario.Record.Operations, operation => operation.Kind.IsWrite() && operation.IsDone && operation.Start > scenario.Fault.End);
        Assert.InRange(scenario.Fault.End - scenario.Fault.Heal, TimeSpan.Zero, OutageEnd);
    }

    [Fact]
    public async Task The_service_that_forms_the_group_is_killed_while_it_does_so() => (await Scenario.RunAsync(model, "kill-database")).AssertSound();

    [Fact]
    public async Task A_web_is_killed_in_the_middle_of_writes() => (await Scenario.RunAsync(model, "kill-web")).AssertSound();

    [Fact]
    public async Task A_gateway_is_killed_with_all_its_connections() => (await Scenario.RunAsync(model, "kill-gateway")).AssertSound();

    [Fact]
    public async Task Both_webs_and_both_gateways_are_restarted_in_turn() => (await Scenario.RunAsync(model, "rolling-restart")).AssertSound();

    [Fact]
    public async Task Faults_follow_one_another() => (await Scenario.RunAsync(model, "lag-replica", "kill-primary", "kill-web")).AssertSound();
}
