using Foobar.Web.Data.Routing;

namespace Foobar.Tests.Unit.Routing;

public sealed class MemberChoiceTests
{
    // P primary, R replica, r replica outside a group, I isolated, X unreachable, V recovering, O offline; members are named by their position.
    [Theory]
    [InlineData("PRR", nameof(ReadLevel.Eventual), 0u, "1 2 0")]
    [InlineData("PRR", nameof(ReadLevel.Eventual), 1u, "2 1 0")]
    [InlineData("PRR", nameof(ReadLevel.Eventual), 2u, "1 2 0")]
    [InlineData("PRR", nameof(ReadLevel.Strong), 0u, "1 2 0")]
    [InlineData("RXP", nameof(ReadLevel.Eventual), 7u, "0 2")]
    [InlineData("PXX", nameof(ReadLevel.Eventual), 3u, "0")]
    [InlineData("PVO", nameof(ReadLevel.Eventual), 0u, "0")]
    [InlineData("XRR", nameof(ReadLevel.Strong), 1u, "2 1")]
    [InlineData("Prr", nameof(ReadLevel.Strong), 0u, "0")]
    [InlineData("Prr", nameof(ReadLevel.Eventual), 0u, "1 2 0")]
    [InlineData("IXX", nameof(ReadLevel.Eventual), 0u, "0")]
    [InlineData("IXX", nameof(ReadLevel.Strong), 0u, "")]
    [InlineData("PRI", nameof(ReadLevel.Eventual), 0u, "1 0 2")]
    [InlineData("XXX", nameof(ReadLevel.Eventual), 0u, "")]
    public void Reads_go_to_replicas_in_turn_then_to_the_primary(string members, string level, uint turn, string expected) =>
        Assert.Equal(expected, string.Join(' ', MemberChoice.ForRead(Snapshot(members), Enum.Parse<ReadLevel>(level), turn).Select(member => member.Name)));

    [Theory]
    [InlineData("PRR", "0")]
    [InlineData("RRP", "2")]
    [InlineData("RRX", "")]
    [InlineData("IRR", "")]
    public void Writes_go_to_the_primary_only(string members, string expected) =>
        Assert.Equal(expected, string.Join(' ', MemberChoice.ForWrite(Snapshot(members)).Select(member => member.Name)));

    [Fact]
    public void Turns_that_wrap_around_still_choose_a_replica() =>
        Assert.Equal("2", MemberChoice.ForRead(Snapshot("PRR"), ReadLevel.Eventual, uint.MaxValue)[0].Name);

    private static ClusterSnapshot Snapshot(string members) => new(1,
    [
        .. members.Select((letter, index) => new MemberStatus(index.ToString(System.Globalization.CultureInfo.InvariantCulture), letter switch
        {
            'P' => MemberRole.Primary,
            'R' or 'r' => MemberRole.Replica,
            'I' => MemberRole.Isolated,
            'V' => MemberRole.Recovering,
            'O' => MemberRole.Offline,
            _ => MemberRole.Unreachable,
        }, InGroup: char.IsUpper(letter), Reason: null)),
    ]);
}
