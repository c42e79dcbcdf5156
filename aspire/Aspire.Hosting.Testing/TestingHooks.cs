using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Testing;

/// <summary>Gives a builder the defaults of tests: no dashboard, random ports, logs of resources in the test's log, the application host's launch profile.</summary>
internal class TestingHooks(Assembly? appHost) : BuilderHooks
{
    private const string DisableHttpClient = "ASPIRE_TESTING_DISABLE_HTTP_CLIENT";

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["DcpPublisher:RandomizePorts"] = "true",
        ["DcpPublisher:WaitForResourceCleanup"] = "true",
        ["DcpPublisher:ContainerRuntimeInitializationTimeout"] = "00:00:30",
        ["ASPNETCORE_URLS"] = "http://localhost:8080",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
    };

    /// <summary>The test's own changes, which win over the defaults.</summary>
    public Action<DistributedApplicationOptions, HostApplicationBuilderSettings> Configure { get; init; } = (_, _) => { };

    public override void OnCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
        applicationOptions.DisableDashboard = true;
        applicationOptions.EnableResourceLogging = true;
        applicationOptions.AssemblyName ??= appHost?.GetName().Name;
        var configuration = hostOptions.Configuration ??= new ConfigurationManager();
        configuration.AddInMemoryCollection(Defaults);
        if (appHost is not null && AppHostLaunchProfile.Read(appHost) is { } profile)
        {
            configuration.AddInMemoryCollection(profile.Settings);
            hostOptions.EnvironmentName ??= profile.EnvironmentName;
            hostOptions.ContentRootPath ??= profile.Folder;
        }
        Configure(applicationOptions, hostOptions);
    }

    public override void OnCreated(DistributedApplicationBuilder applicationBuilder)
    {
        if (Environment.GetEnvironmentVariable(DisableHttpClient) is null)
            applicationBuilder.Services.AddHttpClient(Options.DefaultName).AddStandardResilienceHandler();
    }

    public override void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    public override void OnBuilt(DistributedApplication application)
    {
    }
}
