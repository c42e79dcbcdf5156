using Foobar.Database.Cluster;

namespace Foobar.Tests.Unit.Database;

public sealed class GtidSetTests
{
    private const string A = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string B = "bbbbbbbb-0000-0000-0000-000000000002";

    [Theory]
    [InlineData("", "")]
    [InlineData($"{A}:1", $"{A}:1")]
    [InlineData($"{B}:7,\n{A}:1-3:4-5:9", $"{A}:1-5:9,{B}:7")]
    [InlineData("AAAAAAAA-0000-0000-0000-000000000001:2:1", $"{A}:1-2")]
    [InlineData($"{A}:1-3:tag:1-2:5", $"{A}:1-3,{A}:tag:1-2:5")]
    public void It_reads_and_writes_the_notation_of_the_engine(string text, string expected) => Assert.Equal(expected, GtidSet.Parse(text).ToString());

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1-5")]
    [InlineData($"{A}")]
    [InlineData($"{A}:5-1")]
    [InlineData($"{A}:1-2-3")]
    [InlineData($"{A}:0")]
    public void What_is_no_set_is_refused_with_the_part_at_fault(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => GtidSet.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", $"{A}:1", true)]
    [InlineData($"{A}:1", "", false)]
    [InlineData($"{A}:1-5", $"{A}:1-5", true)]
    [InlineData($"{A}:2-4", $"{A}:1-5", true)]
    [InlineData($"{A}:2-6", $"{A}:1-5", false)]
    [InlineData($"{A}:2-6", $"{A}:1-3:4-9", true)]
    [InlineData($"{A}:2-6", $"{A}:1-3:5-9", false)]
    [InlineData($"{A}:1", $"{B}:1", false)]
    [InlineData($"{A}:1", $"{A}:tag:1", false)]
    [InlineData($"{A}:1,{B}:3", $"{B}:1-3,{A}:1", true)]
    public void It_knows_whether_a_set_is_within_another(string subset, string set, bool expected) =>
        Assert.Equal(expected, GtidSet.Parse(subset).IsSubsetOf(GtidSet.Parse(set)));

    [Fact]
    public void A_union_has_the_transactions_of_both()
    {
        var union = GtidSet.Parse($"{A}:1-3,{B}:1").Union(GtidSet.Parse($"{A}:4-5:9"));

        Assert.Equal($"{A}:1-5:9,{B}:1", union.ToString());
        Assert.Equal(7, union.Count);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData($"{A}:1-5", true)]
    [InlineData($"{A}:1-5:tag:1", true)]
    [InlineData($"{A}:1-5,{B}:1", false)]
    public void It_knows_whether_all_come_from_one_server(string text, bool expected) => Assert.Equal(expected, GtidSet.Parse(text).IsOnlyFrom(A));
}
