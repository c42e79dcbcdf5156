using Foobar.Database.Backup;
using Foobar.Database.Cluster;
using static Foobar.Tests.Unit.Database.Seen;

namespace Foobar.Tests.Unit.Database;

public sealed class BackupSourceTests
{
    [Fact]
    public void The_replica_that_is_least_behind_is_copied() =>
        Assert.Equal("c", Choose(InGroup("a", "1-9", "a", "b", "c"), InGroup("b", "1-5", "a", "b", "c"), InGroup("c", "1-8", "a", "b", "c")));

    [Fact]
    public void The_primary_is_copied_only_when_there_is_no_replica() =>
        Assert.Equal("a", Choose(InGroup("a", "1-9", "a", "b"), InGroup("b", "1-5", "a", "b") with { GroupState = "RECOVERING" }, Gone("c")));

    [Fact]
    public void Without_a_member_in_the_group_there_is_nothing_to_copy() =>
        Assert.Contains("a: OFFLINE; b: connection refused", Assert.Throws<BackupException>(() => Choose(Outside("a", "1"), Gone("b"))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_one_that_is_asked_for_is_copied() => Assert.Equal("b", BackupSource.Choose([InGroup("a", "1-9", "a", "b", "c"), InGroup("b", "1-5", "a", "b", "c"), InGroup("c", "1-8", "a", "b", "c")], "b").Name);

    [Fact]
    public void The_one_that_is_asked_for_must_be_in_the_group() =>
        Assert.StartsWith("b cannot be copied", Assert.Throws<BackupException>(() => BackupSource.Choose([InGroup("a", "1-9", "a"), Outside("b", "1-5")], "b")).Message, StringComparison.Ordinal);

    private static string Choose(params MemberObservation[] members) => BackupSource.Choose(members).Name;
}
