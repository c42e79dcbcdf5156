using System.Net.Http.Json;
using Aspire.Hosting.Testing;

namespace Aspire.Tests.Wiring;

/// <summary>What a project is started with, as section 4.3 of the runtime contract lists it.</summary>
public sealed class ProjectVariableTests
{
    private static readonly Dictionary<string, string> Always = new()
    {
        ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
        ["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://localhost:4317",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_SERVICE_NAME"] = "web",
        ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
    };

    private static readonly Dictionary<string, string> WhileDeveloping = new()
    {
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
        ["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based",
        ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true",
        ["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true",
        ["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true",
    };

    [Fact]
    public async Task A_project_without_a_launch_profile_gets_these_variables_and_no_others()
    {
        var (variables, arguments, address) = await RunAsync(builder => builder.AddTestApp("web").WithArgs("own"));
        var expected = new Dictionary<string, string>(Always) { ["ASPNETCORE_URLS"] = address };
        AssertEqual(expected, variables);
        Assert.Equal(["own"], arguments);
    }

    [Fact]
    public async Task While_developing_telemetry_is_sent_at_once()
    {
        var (variables, _, address) = await RunAsync(builder => builder.AddTestApp("web"), "--environment", "Development");
        AssertEqual(new Dictionary<string, string>([.. Always, .. WhileDeveloping]) { ["ASPNETCORE_URLS"] = address }, variables);
    }

    [Fact]
    public async Task A_launch_profile_gives_endpoints_variables_and_arguments()
    {
        var (variables, arguments, address) = await RunAsync(builder => builder.AddProject("web", TestFolders.AppProject).WithArgs("own"));
        var expected = new Dictionary<string, string>(Always)
        {
            ["DOTNET_LAUNCH_PROFILE"] = "first",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["FROM_PROFILE"] = "first",
            ["ASPNETCORE_URLS"] = variables["ASPNETCORE_URLS"],
        };
        AssertEqual(expected, variables);
        Assert.Matches($"^{address};http://localhost:[0-9]+$", variables["ASPNETCORE_URLS"]);
        Assert.Equal(["--from-profile", "two words", "own"], arguments);
    }

    [Theory]
    [InlineData(null, null, "first")]
    [InlineData("second", null, "second")]
    [InlineData(null, "second", "second")]
    [InlineData("first", "second", "first")]
    [InlineData(null, "absent", "first")]
    public async Task The_profile_is_the_one_asked_for_or_the_hosts_own_or_the_first(string? asked, string? ofHost, string expected)
    {
        await using var builder = ofHost is null ? TestModel.Create() : TestModel.Create("--AppHost:DefaultLaunchProfileName", ofHost);
        var web = asked is null ? builder.AddProject("web", TestFolders.AppProject) : builder.AddProject("web", TestFolders.AppProject, asked);
        AllocateAll(web);
        Assert.Equal(expected, (await web.GetVariablesAsync())["FROM_PROFILE"]);
        Assert.Equal(expected == "first" ? ["http", "http2"] : [], web.Resource.GetEndpoints().Select(endpoint => endpoint.EndpointName));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_project_can_be_without_a_profile(bool byName)
    {
        await using var builder = TestModel.Create();
        var web = byName
            ? builder.AddProject("web", TestFolders.AppProject, launchProfileName: null)
            : builder.AddProject("web", TestFolders.AppProject, options => options.ExcludeLaunchProfile = true);
        Assert.DoesNotContain("DOTNET_LAUNCH_PROFILE", await web.GetVariablesAsync());
        Assert.Empty(web.Resource.GetEndpoints());
    }

    [Fact]
    public async Task A_profile_or_a_project_that_does_not_exist_is_refused_at_once()
    {
        await using var builder = TestModel.Create();
        Assert.Contains("'absent'", Assert.Throws<DistributedApplicationException>(() => builder.AddProject("web", TestFolders.AppProject, "absent")).Message, StringComparison.Ordinal);
        Assert.Contains("absent.csproj", Assert.Throws<DistributedApplicationException>(() => builder.AddProject("other", "absent.csproj")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_of_a_profile_have_its_ports_and_hosts()
    {
        var project = Path.Combine(TestFolders.Create(), "Web.csproj");
        await File.WriteAllTextAsync(project, "<Project/>", Token);
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(project)!, "Properties"));
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(project)!, "Properties", "launchSettings.json"), """
            {
              "profiles": {
                "container": { "commandName": "Docker" },
                "run": {
                  "commandName": "Project", // a comment
                  "applicationUrl": "https://localhost:7001;http://*:7002;https://127.0.0.1:7003",
                  "environmentVariables": { "HOME_COPY": "%HOME%" },
                },
              }
            }
            """, Token);
        await using var builder = TestModel.Create();
        var web = builder.AddProject("web", project);
        Assert.Equal([("https", "https", 7001, "localhost"), ("http", "http", 7002, "0.0.0.0"), ("https2", "https", 7003, "127.0.0.1")],
            web.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (endpoint.Name, endpoint.UriScheme, endpoint.Port!.Value, endpoint.TargetHost)));
        web.Allocate("https", 7001).Allocate("http", 7002).Allocate("https2", 7003);
        AllocateAll(web);
        Assert.Equal(Environment.GetEnvironmentVariable("HOME"), (await web.GetVariablesAsync())["HOME_COPY"]);
    }

    [Fact]
    public async Task Variables_of_the_model_win_over_those_of_the_profile()
    {
        await using var builder = TestModel.Create();
        var web = AllocateAll(builder.AddProject("web", TestFolders.AppProject).WithEnvironment("FROM_PROFILE", "model").WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "json"));
        var variables = await web.GetVariablesAsync();
        Assert.Equal(("model", "json"), (variables["FROM_PROFILE"], variables["LOGGING__CONSOLE__FORMATTERNAME"]));
    }

    [Fact]
    public async Task Urls_are_those_of_the_target_ports_and_the_https_port_is_the_public_one()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddProject("web", TestFolders.AppProject, launchProfileName: null)
            .WithHttpsEndpoint().WithHttpEndpoint()
            .WithHttpEndpoint(name: "own", env: "OWN_PORT")
            .WithHttpEndpoint(name: "filtered")
            .WithEndpoint(name: "raw")
            .WithEndpointsInEnvironment(endpoint => endpoint.Name != "filtered")
            .WithEndpoint("http", endpoint => endpoint.TargetHost = "0.0.0.0");
        var port = 5000;
        foreach (var endpoint in web.Resource.Annotations.OfType<EndpointAnnotation>())
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", ++port, targetPortExpression: $"{port + 1000}");
        var variables = await web.GetVariablesAsync();
        Assert.Equal("https://localhost:6001;http://0.0.0.0:6002", variables["ASPNETCORE_URLS"]);
        Assert.Equal("5001", variables["ASPNETCORE_HTTPS_PORT"]);
        Assert.Equal("6003", variables["OWN_PORT"]);
    }

    [Fact]
    public async Task Urls_that_the_model_sets_are_kept_wherever_it_sets_them()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").WithEnvironment("ASPNETCORE_URLS", "http://localhost:1").Allocate("http", 5000);
        Assert.Equal("http://localhost:1", (await web.GetVariablesAsync())["ASPNETCORE_URLS"]);
    }

    [Theory]
    [InlineData("http://a:1", "http://b:2", "http://a:1", "grpc")]
    [InlineData(null, "http://b:2", "http://b:2", "http/protobuf")]
    [InlineData("http://a:1", null, "http://a:1", "grpc")]
    public async Task Telemetry_goes_to_the_configured_endpoint_and_grpc_is_preferred(string? grpc, string? http, string endpoint, string protocol)
    {
        await using var builder = TestModel.Create();
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = grpc;
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = http;
        builder.Configuration["AppHost:OtlpApiKey"] = "key";
        var variables = await builder.AddSleeper("worker").WithOtlpExporter().GetVariablesAsync();
        Assert.Equal((endpoint, protocol, "x-otlp-api-key=key"), (variables["OTEL_EXPORTER_OTLP_ENDPOINT"], variables["OTEL_EXPORTER_OTLP_PROTOCOL"], variables["OTEL_EXPORTER_OTLP_HEADERS"]));
    }

    [Fact]
    public async Task An_executable_gets_only_what_the_model_gives_it()
    {
        await using var builder = TestModel.Create("--environment", "Development");
        Assert.Empty(await builder.AddSleeper("worker").WithHttpEndpoint().GetVariablesAsync());
    }

    [Fact]
    public async Task The_hosts_environment_is_inherited_but_for_what_says_how_the_host_itself_runs()
    {
        string[] own = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPIRE_LOGLEVEL"];
        using var host = TestHost.Start(new Dictionary<string, string>(own.Select(name => KeyValuePair.Create(name, "http://host"))) { ["INHERITED"] = "yes" }, "--scenario", "environment");
        await host.ReadNumberAsync("done");
        var names = host.Output.SelectMany(line => line.Split(": ")).Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=')[0]).ToArray();
        Assert.Contains("INHERITED", names);
        Assert.Contains("PATH", names);
        Assert.Empty(names.Intersect(own));
    }

    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("--x \"a b\" c", "--x|a b|c")]
    [InlineData("\"\" a\\\"b", "|a\"b")]
    [InlineData("C:\\dir \"C:\\a b\\\\c\"", "C:\\dir|C:\\a b\\\\c")]
    [InlineData("  ", "")]
    public void Arguments_of_a_profile_are_split_like_those_of_a_command_line(string commandLine, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), Aspire.Hosting.Projects.CommandLine.Split(commandLine));

    private static IResourceBuilder<ProjectResource> AllocateAll(IResourceBuilder<ProjectResource> project)
    {
        foreach (var endpoint in project.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.AllocatedEndpoint is null))
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5000);
        return project;
    }

    /// <summary>Runs the test application and returns what it says of itself; variables of this process and of the single instance are left out.</summary>
    private static async Task<(Dictionary<string, string> Variables, string[] Arguments, string Address)> RunAsync(
        Func<IDistributedApplicationBuilder, IResourceBuilder<ProjectResource>> add, params string[] args)
    {
        await using var builder = TestModel.Create(args);
        add(builder).WithHttpHealthCheck("/health", endpointName: "http");
        var application = await builder.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("web", Token);
        using var client = application.CreateHttpClient("web", "http");
        var variables = (await client.GetFromJsonAsync<Dictionary<string, string>>("/env", Token))!;
        Assert.True(application.ResourceNotifications.TryGetCurrentState("web", out var state));
        Assert.Equal($"service.instance.id={state.ResourceId[^8..]}", variables["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.True(variables.Remove("OTEL_RESOURCE_ATTRIBUTES"));
        Assert.True(variables.Remove(Aspire.Hosting.Local.ProcessGuardian.MarkerVariable));
        foreach (var (name, value) in Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(variable => ((string)variable.Key, (string?)variable.Value)))
        {
            if (variables.TryGetValue(name, out var inherited) && inherited == value)
                variables.Remove(name);
        }
        return (variables, (await client.GetFromJsonAsync<string[]>("/args", Token))!, client.BaseAddress!.ToString().TrimEnd('/'));
    }

    private static void AssertEqual(Dictionary<string, string> expected, Dictionary<string, string> actual) =>
        Assert.Equal(expected.OrderBy(variable => variable.Key, StringComparer.Ordinal), actual.OrderBy(variable => variable.Key, StringComparer.Ordinal));
}
