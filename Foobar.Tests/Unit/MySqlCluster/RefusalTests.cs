using Foobar.AppHost.MySqlCluster.Commands;
using Foobar.AppHost.MySqlCluster.Monitoring;

namespace Foobar.Tests.Unit.MySqlCluster;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("Running", "Replica", null)]
    [InlineData("Running", "Primary", "is the primary")]
    [InlineData("Running", "Recovering", "is no replica now (Recovering)")]
    [InlineData("Running", "Offline", "is no replica now (Offline)")]
    [InlineData("Running", "", "is no replica now (not seen yet)")]
    [InlineData("Exited", "Replica", "does not run (Exited)")]
    [InlineData(null, "", "does not run (unknown)")]
    public void A_command_for_replicas_is_refused_unless_the_member_is_one(string? state, string role, string? reason)
    {
        Assert.Equal(reason, Refusals.UnlessReplica(Member(state, (ClusterProperties.Role, role))));
    }

    [Theory]
    [InlineData("mysql-2", null)]
    [InlineData("none", "has no primary now")]
    [InlineData("", "has no primary now")]
    public void A_group_without_a_primary_cannot_hand_it_over(string primary, string? reason)
    {
        Assert.Equal(reason, Refusals.UnlessReplicaOfPrimary(Member("Running", (ClusterProperties.Role, "Replica"), (ClusterProperties.Primary, primary))));
    }

    [Theory]
    [InlineData("Running", "", null, "was not hung")]
    [InlineData("Running", "hung", "hangs already", null)]
    [InlineData("Exited", "hung", "does not run (Exited)", "does not run (Exited)")]
    public void A_member_hangs_once_and_goes_on_once(string state, string hung, string? pause, string? resume)
    {
        var member = Member(state, (ClusterProperties.Hung, hung));

        Assert.Equal((pause, resume), (Refusals.IfHung(member), Refusals.UnlessHung(member)));
    }

    [Theory]
    [InlineData("Replica", "", null, "is not held back")]
    [InlineData("Replica", "held back", "is held back already", null)]
    [InlineData("Primary", "", "is the primary", "is not held back")]
    [InlineData("Offline", "held back", "is no replica now (Offline)", null)]
    public void A_replica_is_held_back_once_and_released_once(string role, string held, string? add, string? remove)
    {
        var member = Member("Running", (ClusterProperties.Role, role), (ClusterProperties.HeldBack, held));

        Assert.Equal((add, remove), (Refusals.UnlessFreeReplica(member), Refusals.UnlessHeldBack(member)));
    }

    private static CustomResourceSnapshot Member(string? state, params (string Name, string Value)[] properties) => new()
    {
        ResourceType = "Container",
        State = state is null ? null : new ResourceStateSnapshot(state, null),
        Properties = [.. properties.Select(property => new ResourcePropertySnapshot(property.Name, property.Value))],
    };
}
