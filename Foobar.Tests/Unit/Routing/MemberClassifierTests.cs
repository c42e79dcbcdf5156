using Foobar.Web.Data.Routing;

namespace Foobar.Tests.Unit.Routing;

public sealed class MemberClassifierTests
{
    // Without a group the read-only flag decides alone; in a group, state and majority come first.
    [Theory]
    [InlineData(null, false, 0, 0, nameof(MemberRole.Primary))]
    [InlineData(null, true, 0, 0, nameof(MemberRole.Replica))]
    [InlineData("ONLINE", false, 3, 0, nameof(MemberRole.Primary))]
    [InlineData("ONLINE", true, 3, 0, nameof(MemberRole.Replica))]
    [InlineData("ONLINE", false, 3, 1, nameof(MemberRole.Primary))]
    [InlineData("ONLINE", true, 3, 1, nameof(MemberRole.Replica))]
    [InlineData("ONLINE", false, 3, 2, nameof(MemberRole.Isolated))]
    [InlineData("ONLINE", true, 3, 2, nameof(MemberRole.Isolated))]
    [InlineData("ONLINE", false, 2, 1, nameof(MemberRole.Isolated))]
    [InlineData("RECOVERING", true, 3, 0, nameof(MemberRole.Recovering))]
    [InlineData("OFFLINE", true, 1, 0, nameof(MemberRole.Offline))]
    [InlineData("OFFLINE", false, 1, 0, nameof(MemberRole.Offline))]
    [InlineData("ERROR", true, 1, 0, nameof(MemberRole.Isolated))]
    public void Facts_give_the_role(string? groupState, bool readOnly, int size, int unreachable, string expected)
    {
        var facts = new MemberFacts { GroupState = groupState, ReadOnly = readOnly, GroupSize = size, GroupUnreachable = unreachable };

        var report = MemberClassifier.Classify("a", facts, Snapshots.UpTo(3), askedAt: 7);

        Assert.Equal(expected, report.Claim.ToString());
        Assert.Equal(groupState is not null, report.InGroup);
        Assert.Equal(report.Claim is MemberRole.Primary or MemberRole.Replica, report.Reason is null);
        Assert.Equal((Snapshots.UpTo(3), 7), (report.Position, report.AskedAt));
    }
}
