using Aspire.Hosting.MySql.Server;

namespace Aspire.Tests.MySql;

public sealed class InitScriptTests
{
    [Fact]
    public void Root_gets_its_password_everywhere_and_nothing_is_written_to_the_binary_log() => Assert.Equal("""
        SET SESSION sql_log_bin = OFF;
        CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY 'pw';
        GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;
        ALTER USER 'root'@'localhost' IDENTIFIED BY 'pw';

        """, Create(("MYSQL_ROOT_PASSWORD", "pw")));

    [Fact]
    public void The_other_variables_of_the_image_count_too_and_every_value_is_quoted() => Assert.Equal("""
        SET SESSION sql_log_bin = OFF;
        CREATE USER IF NOT EXISTS 'root'@'10.%' IDENTIFIED BY 'a\'b\\c';
        GRANT ALL ON *.* TO 'root'@'10.%' WITH GRANT OPTION;
        CREATE DATABASE IF NOT EXISTS `odd``name`;
        CREATE USER IF NOT EXISTS 'us\'er'@'%' IDENTIFIED BY 'x\"y';
        GRANT ALL ON `odd``name`.* TO 'us\'er'@'%';
        ALTER USER 'root'@'localhost' IDENTIFIED BY 'a\'b\\c';

        """, Create(("MYSQL_ROOT_PASSWORD", "a'b\\c"), ("MYSQL_ROOT_HOST", "10.%"), ("MYSQL_DATABASE", "odd`name"), ("MYSQL_USER", "us'er"), ("MYSQL_PASSWORD", "x\"y")));

    [Theory]
    [InlineData("localhost")]
    [InlineData("")]
    public void Root_may_be_local_only(string host) => Assert.Equal("""
        SET SESSION sql_log_bin = OFF;
        ALTER USER 'root'@'localhost' IDENTIFIED BY 'pw';

        """, Create(("MYSQL_ROOT_PASSWORD", "pw"), ("MYSQL_ROOT_HOST", host)));

    [Fact]
    public void A_server_without_a_password_is_refused_unless_that_is_allowed()
    {
        var failure = Assert.Throws<DistributedApplicationException>(() => Create());
        Assert.Contains("'mysql'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("MYSQL_ROOT_PASSWORD", failure.Message, StringComparison.Ordinal);
        Assert.Contains("IDENTIFIED BY ''", Create(("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")), StringComparison.Ordinal);
    }

    private static string Create(params (string Name, string Value)[] variables) =>
        InitScript.Create("mysql", variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
