using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Tests.Testing;

public sealed class TestingBuilderTests
{
    [Fact]
    public async Task A_testing_builder_has_the_defaults_of_tests()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var options = builder.Services.Select(service => service.ImplementationInstance).OfType<DistributedApplicationOptions>().Single();
        Assert.True(options.DisableDashboard);
        Assert.True(options.EnableResourceLogging);
        Assert.True(builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"));
        Assert.True(builder.Configuration.GetValue<bool>("DcpPublisher:WaitForResourceCleanup"));
        Assert.Equal("00:00:30", builder.Configuration["DcpPublisher:ContainerRuntimeInitializationTimeout"]);
        Assert.Equal("http://localhost:8080", builder.Configuration["ASPNETCORE_URLS"]);
        Assert.Equal("http://localhost:4317", builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        Assert.Equal("true", builder.Configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"]);
    }

    [Fact]
    public async Task The_command_line_and_the_callback_win_over_the_defaults()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(["--DcpPublisher:RandomizePorts", "false"], (options, settings) =>
        {
            options.EnableResourceLogging = false;
            settings.EnvironmentName = "Staging";
        });
        Assert.False(builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"));
        Assert.Equal("Staging", builder.Environment.EnvironmentName);
        Assert.False(builder.Services.Select(service => service.ImplementationInstance).OfType<DistributedApplicationOptions>().Single().EnableResourceLogging);
    }

    [Fact]
    public async Task Nothing_can_be_asked_of_an_application_that_has_not_started()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("web").WithHttpEndpoint();
        builder.AddMySql("mysql").WithExplicitStart();
        var application = await builder.BuildAsync(Token);
        Assert.Throws<InvalidOperationException>(() => application.GetEndpoint("web"));
        Assert.Throws<InvalidOperationException>(() => application.CreateHttpClient("web"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await application.GetConnectionStringAsync("mysql", Token));
        Assert.False(application.ResourceNotifications.TryGetCurrentState("web", out _));
    }

    [Fact]
    public async Task Endpoints_and_connection_strings_are_found_by_name_without_regard_to_case()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web").WithHttpEndpoint().WithHttpsEndpoint().WithEndpoint(name: "raw").WithExplicitStart();
        var plain = builder.AddSleeper("plain").WithHttpEndpoint().WithExplicitStart();
        var mysql = builder.AddMySql("mysql", builder.AddParameter("pw", "secret")).WithExplicitStart();
        var application = await builder.StartAsync();
        Assert.Equal(new Uri(web.GetEndpoint("https").Url), application.GetEndpoint("WEB"));
        Assert.Equal(new Uri(web.GetEndpoint("http").Url), application.GetEndpoint("web", "HTTP"));
        Assert.Equal(new Uri(web.GetEndpoint("raw").Url), application.GetEndpoint("web", "raw"));
        Assert.Equal(new Uri(plain.GetEndpoint("http").Url), application.GetEndpoint("plain"));
        Assert.Equal($"Server=localhost;Port={mysql.GetEndpoint("tcp").Port};User ID=root;Password=secret", await application.GetConnectionStringAsync("mysql", Token));
        using var client = application.CreateHttpClient("plain");
        Assert.Equal(application.GetEndpoint("plain"), client.BaseAddress);
    }

    [Fact]
    public async Task Unknown_names_are_refused_with_the_known_ones()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("web").WithHttpEndpoint();
        builder.AddSleeper("raw").WithEndpoint(name: "tcp");
        builder.AddParameter("parameter", "x");
        var application = await builder.StartAsync();
        Assert.Contains("Known: web, raw, parameter", Assert.Throws<ArgumentException>(() => application.GetEndpoint("absent")).Message, StringComparison.Ordinal);
        Assert.Contains("It has: http", Assert.Throws<ArgumentException>(() => application.GetEndpoint("web", "absent")).Message, StringComparison.Ordinal);
        Assert.Contains("'https or http'", Assert.Throws<ArgumentException>(() => application.CreateHttpClient("raw")).Message, StringComparison.Ordinal);
        Assert.Contains("no endpoints", Assert.Throws<ArgumentException>(() => application.GetEndpoint("parameter")).Message, StringComparison.Ordinal);
        Assert.Contains("no connection string", (await Assert.ThrowsAsync<ArgumentException>(async () => await application.GetConnectionStringAsync("web", Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_the_builder_ends_what_the_application_started()
    {
        int process;
        await using (var builder = TestModel.Create())
        {
            builder.AddSleeper("worker");
            var application = await builder.StartAsync();
            process = (await application.UntilAsync("worker", KnownResourceStates.Running)).Snapshot.ProcessId();
        }
        Assert.False(Processes.IsRunning(process));
    }

    [Fact]
    public async Task The_main_of_a_host_is_held_in_its_build()
    {
        // Its parameter is in the model though nothing was started, and the builder can be disposed without building.
        await using (var builder = await DistributedApplicationTestingBuilder.CreateAsync(HostType, ["--scenario", "parameter"], Token))
            Assert.Equal(["absent", "worker"], builder.Resources.Select(resource => resource.Name).Order());

        await using var second = await DistributedApplicationTestingBuilder.CreateAsync(HostType, ["--scenario", "environment"], Token);
        second.Services.AddLogging(logging => logging.ClearProviders());
        var application = await second.BuildAsync(Token);
        await application.StartAsync(Token);
        var process = (await application.UntilAsync("worker", KnownResourceStates.Running)).Snapshot.ProcessId();
        await application.StopAsync(Token);
        Assert.False(Processes.IsRunning(process));
    }

    [Fact]
    public async Task The_launch_profile_of_a_host_becomes_configuration_and_not_environment()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync(HostType, ["--scenario", "parameter"], Token);
        Assert.Equal(("yes", "first"), (builder.Configuration["FROM_HOST_PROFILE"], builder.Configuration["AppHost:DefaultLaunchProfileName"]));
        Assert.Equal("http://localhost:15901", builder.Configuration["ASPNETCORE_URLS"]);
        Assert.Equal("Staging", builder.Environment.EnvironmentName);
        Assert.Null(Environment.GetEnvironmentVariable("FROM_HOST_PROFILE"));
        var folder = Path.Combine(TestFolders.Repository, "aspire", "Aspire.Tests.AppHost");
        Assert.Equal((folder, folder), (builder.AppHostDirectory, builder.Environment.ContentRootPath.TrimEnd('/')));
    }

    [Fact]
    public async Task A_factory_starts_a_host_and_lets_its_heirs_take_part()
    {
        await using var factory = new RecordingFactory();
        Assert.Throws<InvalidOperationException>(() => factory.GetEndpoint("worker"));
        await factory.StartAsync(Token);
        Assert.Equal(["creating", "created", "building", "built"], factory.Steps);
        Assert.Throws<ArgumentException>(() => factory.GetEndpoint("worker"));
    }

    [Fact]
    public async Task What_the_main_of_a_host_throws_reaches_the_test()
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => DistributedApplicationTestingBuilder.CreateAsync(HostType, ["--scenario", "duplicate"], Token));
        Assert.Contains("'worker'", failure.Message, StringComparison.Ordinal);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync(HostType, ["--scenario", "circle"], Token);
        var application = await builder.BuildAsync(Token);
        await Assert.ThrowsAsync<DistributedApplicationException>(() => application.StartAsync(Token));
    }

    private static Type HostType { get; } = System.Reflection.Assembly.Load("Aspire.Tests.AppHost").EntryPoint!.DeclaringType!;

    private sealed class RecordingFactory() : DistributedApplicationFactory(HostType, ["--scenario", "environment"])
    {
        public List<string> Steps { get; } = [];

        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, Microsoft.Extensions.Hosting.HostApplicationBuilderSettings hostOptions) =>
            Steps.Add("creating");

        protected override void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder) => Steps.Add("created");

        protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder)
        {
            applicationBuilder.Services.AddLogging(logging => logging.ClearProviders());
            Steps.Add("building");
        }

        protected override void OnBuilt(DistributedApplication application) => Steps.Add("built");
    }
}
