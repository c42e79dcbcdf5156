namespace Aspire.Tests.Wiring;

/// <summary>The variables that references give, as section 4.4 of the runtime contract lists them.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task A_project_gives_a_variable_and_a_discovery_key_for_each_endpoint()
    {
        await using var builder = TestModel.Create();
        await SeesAsync(builder.AddSleeper("worker").WithReference(AddWeb(builder)),
            ("WEB_1_HTTP", "http://localhost:5000"), ("services__web-1__http__0", "http://localhost:5000"),
            ("WEB_1_HTTPS", "https://localhost:5001"), ("services__web-1__https__0", "https://localhost:5001"),
            ("WEB_1_ADMIN", "http://localhost:5002"), ("services__web-1__admin__0", "http://localhost:5002"));
    }

    [Fact]
    public async Task A_name_of_its_own_keeps_its_case()
    {
        await using var builder = TestModel.Create();
        await SeesAsync(builder.AddSleeper("worker").WithReference(AddWeb(builder), "My-site"),
            ("My_site_HTTP", "http://localhost:5000"), ("services__My-site__http__0", "http://localhost:5000"),
            ("My_site_HTTPS", "https://localhost:5001"), ("services__My-site__https__0", "https://localhost:5001"),
            ("My_site_ADMIN", "http://localhost:5002"), ("services__My-site__admin__0", "http://localhost:5002"));
    }

    [Fact]
    public async Task An_endpoint_gives_its_own_variables_only()
    {
        await using var builder = TestModel.Create();
        await SeesAsync(builder.AddSleeper("worker").WithReference(AddWeb(builder).GetEndpoint("admin")),
            ("WEB_1_ADMIN", "http://localhost:5002"), ("services__web-1__admin__0", "http://localhost:5002"));
    }

    [Fact]
    public async Task An_endpoint_that_references_leave_out_is_there_when_it_is_named()
    {
        await using var builder = TestModel.Create();
        var web = AddWeb(builder).WithEndpoint("admin", endpoint => endpoint.ExcludeReferenceEndpoint = true);
        var variables = await builder.AddSleeper("whole").WithReference(web).GetVariablesAsync();
        Assert.DoesNotContain("WEB_1_ADMIN", variables.Keys);
        Assert.Equal(4, variables.Count);
        Assert.Contains("WEB_1_ADMIN", await builder.AddSleeper("named").WithReference(web.GetEndpoint("admin")).GetVariablesAsync());
    }

    [Fact]
    public async Task The_key_of_an_http_endpoint_is_its_scheme_and_the_index_counts_collisions()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").WithEndpoint(scheme: "https", name: "https").WithEndpoint("http", endpoint => endpoint.UriScheme = "https")
            .Allocate("http", 5000).Allocate("https", 5001);
        await SeesAsync(builder.AddSleeper("worker").WithReference(web),
            ("WEB_HTTP", "https://localhost:5000"), ("services__web__https__0", "https://localhost:5000"),
            ("WEB_HTTPS", "https://localhost:5001"), ("services__web__https__1", "https://localhost:5001"));
    }

    [Fact]
    public async Task The_same_reference_twice_gives_each_variable_once()
    {
        await using var builder = TestModel.Create();
        var web = AddWeb(builder);
        Assert.Equal(6, (await builder.AddSleeper("worker").WithReference(web).WithReference(web).WithReference(web.GetEndpoint("http")).GetVariablesAsync()).Count);
    }

    [Fact]
    public async Task A_uri_gives_a_default_endpoint_and_is_not_upper_cased()
    {
        await using var builder = TestModel.Create();
        await SeesAsync(builder.AddSleeper("worker").WithReference("ext-api", new Uri("https://example.org/api")),
            ("ext_api", "https://example.org/api"), ("services__ext-api__default__0", "https://example.org/api"));
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("https://example.org/?a=1")]
    [InlineData("https://example.org/#a")]
    public async Task A_uri_is_absolute_without_query_and_fragment(string uri)
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddSleeper("worker");
        Assert.Throws<InvalidOperationException>(() => worker.WithReference("ext", new Uri(uri, UriKind.RelativeOrAbsolute)));
    }

    [Fact]
    public async Task A_connection_string_from_configuration_gives_one_variable()
    {
        await using var builder = TestModel.Create("--ConnectionStrings:ext-db", "Server=x");
        var source = builder.AddConnectionString("ext-db");
        await SeesAsync(builder.AddSleeper("plain").WithReference(source), ("ConnectionStrings__ext-db", "Server=x"));
        await SeesAsync(builder.AddSleeper("named").WithReference(source, "main"), ("ConnectionStrings__main", "Server=x"));
    }

    [Fact]
    public async Task A_connection_string_may_name_its_variable()
    {
        await using var builder = TestModel.Create("--ConnectionStrings:ext", "Server=x");
        await SeesAsync(builder.AddSleeper("worker").WithReference(builder.AddConnectionString("ext", "MY_CONNECTION")), ("MY_CONNECTION", "Server=x"));
    }

    [Fact]
    public async Task A_built_connection_string_gives_one_variable_and_waits_for_the_start_of_its_parts()
    {
        await using var builder = TestModel.Create();
        var cache = builder.AddSleeper("cache").WithEndpoint(name: "tcp").Allocate("tcp", 6379);
        var source = builder.AddConnectionString("ext", expression => expression.Append($"{cache.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)},ssl=false"));
        await SeesAsync(builder.AddSleeper("worker").WithReference(source), ("ConnectionStrings__ext", "localhost:6379,ssl=false"));
        Assert.Equal([("cache", WaitType.WaitUntilStarted)], source.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => (wait.Resource.Name, wait.WaitType)));
    }

    [Fact]
    public async Task A_built_connection_string_runs_when_its_parts_do()
    {
        await using var builder = TestModel.Create("--Parameters:key", "K");
        var cache = builder.AddSleeper("cache").WithEndpoint(name: "tcp").WithExplicitStart();
        var source = builder.AddConnectionString("ext", ReferenceExpression.Create($"{cache.GetEndpoint("tcp").Property(EndpointProperty.Port)}/{builder.AddParameter("key", secret: true)}"));
        builder.AddSleeper("worker").WithReference(source).WaitFor(source);
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Waiting);
        await application.CommandAsync("cache", "start");
        await application.UntilAsync("worker", KnownResourceStates.Running);
        var value = Assert.Single(application.Snapshot("ext").Properties, property => property.Name == "resource.connectionString");
        Assert.Equal(($"{cache.GetEndpoint("tcp").Port}/K", true), (value.Value, value.IsSensitive));
    }

    [Fact]
    public async Task Flags_choose_which_variables_a_reference_gives()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").Allocate("http", 5000);
        await SeesAsync(builder.AddSleeper("endpoints").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.Endpoints).WithReference(web), ("WEB_HTTP", "http://localhost:5000"));
        await SeesAsync(builder.AddSleeper("discovery").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ServiceDiscovery).WithReference(web), ("services__web__http__0", "http://localhost:5000"));
        await SeesAsync(builder.AddSleeper("none").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.None).WithReference(web));
    }

    [Fact]
    public async Task A_reference_is_a_relationship()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddSleeper("worker").WithReference(AddWeb(builder));
        var relationship = Assert.Single(worker.Resource.Annotations.OfType<ResourceRelationshipAnnotation>());
        Assert.Equal(("web-1", "Reference"), (relationship.Resource.Name, relationship.Type));
    }

    private static IResourceBuilder<ProjectResource> AddWeb(IDistributedApplicationBuilder builder) => builder.AddTestApp("web-1")
        .WithHttpsEndpoint().WithHttpEndpoint(name: "admin")
        .Allocate("http", 5000).Allocate("https", 5001).Allocate("admin", 5002);

    private static async Task SeesAsync(IResourceBuilder<ExecutableResource> worker, params (string Name, string Value)[] expected) =>
        Assert.Equal(expected.ToDictionary(variable => variable.Name, variable => variable.Value), await worker.GetVariablesAsync());
}
