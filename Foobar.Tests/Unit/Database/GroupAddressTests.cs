using Foobar.Database.Cluster;

namespace Foobar.Tests.Unit.Database;

public sealed class GroupAddressTests
{
    [Theory]
    [InlineData("localhost:33061")]
    [InlineData("mysql-1:33061")]
    [InlineData("a:1")]
    public void Each_spelling_differs_from_the_last_and_means_the_same(string address)
    {
        var random = new Random(7);
        var last = address;
        for (var i = 0; i < 20; i++)
        {
            var spelling = GroupAddress.Respell(last, random);

            Assert.NotEqual(last, spelling);
            Assert.True(GroupAddress.AreSame(last, spelling));
            last = spelling;
        }
    }

    [Theory]
    [InlineData("10.0.0.7:33061")]
    [InlineData("")]
    public void An_address_without_letters_stays(string address) => Assert.Equal(address, GroupAddress.Respell(address, new Random(7)));

    [Fact]
    public void Another_port_is_another_member() => Assert.False(GroupAddress.AreSame("localhost:1", "localhost:2"));
}
