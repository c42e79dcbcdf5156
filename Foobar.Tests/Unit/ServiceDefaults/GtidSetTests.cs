using Foobar.ServiceDefaults;

namespace Foobar.Tests.Unit.ServiceDefaults;

public sealed class GtidSetTests
{
    private const string A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private const string B = "4d22fa47-71ca-11e1-9e33-c80aa9429562";

    [Theory]
    [InlineData("", "")]
    [InlineData($"{A}:1", $"{A}:1")]
    [InlineData($"{A}:5:1-3", $"{A}:1-3:5")]
    [InlineData($"{A}:4-6:1-3", $"{A}:1-6")]
    [InlineData($"{A}:1-5:2-3:5-9", $"{A}:1-9")]
    [InlineData($"{B}:1,\n{A}:2", $"{A}:2,{B}:1")]
    [InlineData($"{A}:1,{A}:2", $"{A}:1-2")]
    [InlineData($"{A}:1-2:Tag:4:7", $"{A}:1-2,{A}:tag:4:7")]
    [InlineData("3E11FA47-71CA-11E1-9E33-C80AA9429562:1", $"{A}:1")]
    public void A_set_is_read_and_written_in_its_shortest_form(string text, string expected) => Assert.Equal(expected, GtidSet.Parse(text).ToString());

    [Theory]
    [InlineData("nonsense")]
    [InlineData(A)]
    [InlineData($"{A}:0")]
    [InlineData($"{A}:5-3")]
    [InlineData($"{A}:1-")]
    [InlineData($"{A}:-1")]
    [InlineData($"{A}:")]
    [InlineData($"{A}:99999999999999999999")]
    public void What_is_no_set_is_refused(string text)
    {
        Assert.False(GtidSet.TryParse(text, out _));
        Assert.Contains(text, Assert.Throws<FormatException>(() => GtidSet.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{A}:1-5", $"{A}:1-5", true, 0)]
    [InlineData($"{A}:1-5", $"{A}:2-4", true, 0)]
    [InlineData($"{A}:1-5", "", true, 0)]
    [InlineData("", $"{A}:1", false, 1)]
    [InlineData($"{A}:1-5", $"{A}:1-6", false, 1)]
    [InlineData($"{A}:1-5:8-9", $"{A}:4-8", false, 2)]
    [InlineData($"{A}:1-5", $"{A}:1-5,{B}:1-3", false, 3)]
    [InlineData($"{A}:1-5", $"{A}:tag:1", false, 1)]
    public void One_set_contains_another_or_lacks_some_of_it(string set, string other, bool contains, long missing)
    {
        Assert.Equal(contains, GtidSet.Parse(set).Contains(GtidSet.Parse(other)));
        Assert.Equal(missing, GtidSet.Parse(set).CountMissing(GtidSet.Parse(other)));
    }

    [Theory]
    [InlineData($"{A}:1-3", $"{A}:4", $"{A}:1-4")]
    [InlineData($"{A}:1-3", $"{B}:4", $"{A}:1-3,{B}:4")]
    [InlineData($"{A}:1-3:7", $"{A}:5-6", $"{A}:1-3:5-7")]
    [InlineData("", $"{A}:1", $"{A}:1")]
    public void The_union_has_the_transactions_of_both(string one, string other, string expected)
    {
        Assert.Equal(expected, GtidSet.Parse(one).Union(GtidSet.Parse(other)).ToString());
        Assert.Equal(GtidSet.Parse(expected), GtidSet.Parse(other).Union(GtidSet.Parse(one)));
    }

    [Theory]
    [InlineData($"{A}:1-5,{A}:tag:1", true)]
    [InlineData("", true)]
    [InlineData($"{A}:1-5,{B}:1", false)]
    public void A_set_may_come_from_one_server_alone(string set, bool expected) => Assert.Equal(expected, GtidSet.Parse(set).IsOnlyFrom(A.ToUpperInvariant()));
}
