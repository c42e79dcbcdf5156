using System.Net.Sockets;
using Foobar.Web.Data.Routing;

namespace Foobar.Tests.Unit.Routing;

public sealed class MySqlErrorsTests
{
    [Theory]
    [InlineData(1290, nameof(MySqlFailure.WrongMember))] // --read-only
    [InlineData(1836, nameof(MySqlFailure.WrongMember))] // running in read-only mode
    [InlineData(1053, nameof(MySqlFailure.WrongMember))] // server shutdown in progress
    [InlineData(3098, nameof(MySqlFailure.WrongMember))] // statement refused by the group, as during a switch of the primary
    [InlineData(3100, nameof(MySqlFailure.WrongMember))] // refused by the group
    [InlineData(3101, nameof(MySqlFailure.WrongMember))] // rolled back by the group
    [InlineData(4094, nameof(MySqlFailure.WrongMember))] // blocked while the primary moves
    [InlineData(1205, nameof(MySqlFailure.Contention))] // lock wait timeout
    [InlineData(1213, nameof(MySqlFailure.Contention))] // deadlock
    [InlineData(2006, nameof(MySqlFailure.ConnectionLost))] // server has gone away
    [InlineData(2013, nameof(MySqlFailure.ConnectionLost))] // lost connection during a query
    [InlineData(1042, nameof(MySqlFailure.ConnectionLost))] // cannot connect
    [InlineData(1062, nameof(MySqlFailure.Permanent))] // duplicate key
    [InlineData(1064, nameof(MySqlFailure.Permanent))] // syntax
    [InlineData(1146, nameof(MySqlFailure.Permanent))] // no such table
    public void A_code_tells_what_to_do(int code, string expected) => Assert.Equal(expected, MySqlErrors.Classify(code).ToString());

    [Fact]
    public void A_broken_socket_is_a_lost_connection_whatever_the_code() =>
        Assert.Equal(MySqlFailure.ConnectionLost, MySqlErrors.Classify(0, new SocketException()));

    [Fact]
    public void What_does_not_come_from_the_database_is_permanent() =>
        Assert.Equal(MySqlFailure.Permanent, MySqlErrors.Classify(new InvalidOperationException()));
}
