namespace Aspire.Tests.MySql;

/// <summary>The variables that references to MySQL give, as section 4.4 of the runtime contract lists them.</summary>
public sealed class MySqlReferenceTests
{
    [Fact]
    public async Task A_server_gives_its_connection_string_and_its_parts()
    {
        await using var builder = TestModel.Create("--Parameters:pw", "p@ss");
        var server = builder.AddMySql("mysql-2", builder.AddParameter("pw", secret: true)).Allocate("tcp", 3307);
        Assert.Equal(new Dictionary<string, string>
        {
            ["ConnectionStrings__mysql-2"] = "Server=localhost;Port=3307;User ID=root;Password=p@ss",
            ["MYSQL_2_HOST"] = "localhost",
            ["MYSQL_2_PORT"] = "3307",
            ["MYSQL_2_USERNAME"] = "root",
            ["MYSQL_2_PASSWORD"] = "p@ss",
            ["MYSQL_2_URI"] = "mysql://root:p%40ss@localhost:3307",
            ["MYSQL_2_JDBCCONNECTIONSTRING"] = "jdbc:mysql://localhost:3307",
        }, await builder.AddSleeper("worker").WithReference(server).GetVariablesAsync());
    }

    [Theory]
    [InlineData(null, "appdb", "APPDB_")]
    [InlineData("main", "main", "MAIN_")]
    [InlineData("1st", "1st", "_1ST_")]
    [InlineData("", "", "")]
    public async Task A_database_gives_those_of_its_server_and_its_name(string? connectionName, string key, string prefix)
    {
        await using var builder = TestModel.Create("--Parameters:pw", "p@ss");
        var database = builder.AddMySql("mysql", builder.AddParameter("pw", secret: true)).Allocate("tcp", 3307).AddDatabase("appdb", "app");
        Assert.Equal(new Dictionary<string, string>
        {
            [$"ConnectionStrings__{key}"] = "Server=localhost;Port=3307;User ID=root;Password=p@ss;Database=app",
            [$"{prefix}HOST"] = "localhost",
            [$"{prefix}PORT"] = "3307",
            [$"{prefix}USERNAME"] = "root",
            [$"{prefix}PASSWORD"] = "p@ss",
            [$"{prefix}URI"] = "mysql://root:p%40ss@localhost:3307/app",
            [$"{prefix}JDBCCONNECTIONSTRING"] = "jdbc:mysql://localhost:3307/app",
            [$"{prefix}DATABASENAME"] = "app",
        }, await builder.AddSleeper("worker").WithReference(database, connectionName).GetVariablesAsync());
    }

    [Fact]
    public async Task The_model_may_change_and_add_parts()
    {
        await using var builder = TestModel.Create();
        var server = builder.AddMySql("mysql", builder.AddParameter("pw", "x")).Allocate("tcp", 3307).WithConnectionProperty("host", "elsewhere").WithConnectionProperty("Extra", "more");
        var variables = await builder.AddSleeper("worker").WithReference(server).GetVariablesAsync();
        Assert.Equal(("elsewhere", "more"), (variables["MYSQL_HOST"], variables["MYSQL_EXTRA"]));
        Assert.Equal("3307", await server.Resource.GetConnectionProperty("port").GetValueAsync(Token));
        Assert.Same(ReferenceExpression.Empty, server.Resource.GetConnectionProperty("absent"));
    }

    [Fact]
    public async Task A_server_is_as_the_official_integration_describes_it()
    {
        await using var builder = TestModel.Create();
        var server = builder.AddMySql("mysql", port: 3307);
        var database = server.AddDatabase("appdb", "app");
        server.AddDatabase("other");

        Assert.True(server.Resource.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/library/mysql:9.7", image);
        var endpoint = Assert.Single(server.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("tcp", 3307, 3306), (endpoint.Name, endpoint.Port, endpoint.TargetPort));
        Assert.Equal("mysql_check", Assert.Single(server.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
        Assert.Equal("appdb_check", Assert.Single(database.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
        Assert.Equal(new Dictionary<string, string> { ["appdb"] = "app", ["other"] = "other" }, server.Resource.Databases);
        Assert.Same(server.Resource, database.Resource.Parent);
        Assert.Equal(("mysql-password", true), (server.Resource.PasswordParameter.Name, server.Resource.PasswordParameter.Secret));
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "mysql-password");
        Assert.Equal((await server.Resource.PasswordParameter.GetValueAsync(Token))!, (await server.GetVariablesAsync())["MYSQL_ROOT_PASSWORD"]);
    }

    [Fact]
    public async Task The_password_can_be_set_later()
    {
        await using var builder = TestModel.Create();
        var server = builder.AddMySql("mysql").WithPassword(builder.AddParameter("pw", "later"));
        Assert.Equal("later", (await server.GetVariablesAsync())["MYSQL_ROOT_PASSWORD"]);
    }

    [Fact]
    public async Task A_volume_is_named_after_the_application_and_the_resource()
    {
        await using var builder = TestModel.Create();
        var mount = Assert.Single(builder.AddMySql("mysql").WithDataVolume().Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Matches("^aspire.tests-[0-9a-f]{10}-mysql-data$", mount.Source);
        Assert.Equal(("/var/lib/mysql", ContainerMountType.Volume, false), (mount.Target, mount.Type, mount.IsReadOnly));
        mount = Assert.Single(builder.AddMySql("named").WithDataVolume("mine").Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal("mine", mount.Source);
        mount = Assert.Single(builder.AddMySql("bound").WithDataBindMount("data").Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal((Path.Combine(TestFolders.Root, "data"), ContainerMountType.BindMount), (mount.Source, mount.Type));
    }
}
