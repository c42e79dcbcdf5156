using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Tests.Support;

/// <summary>Makes models for tests. Disposing the builder ends all that the model has started.</summary>
internal static class TestModel
{
    /// <summary>An empty model that runs without a dashboard and logs nowhere; relative paths start from the folder of temporary files.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create((_, _) => { }, args);

    public static IDistributedApplicationTestingBuilder Create(Action<DistributedApplicationOptions, Microsoft.Extensions.Hosting.HostApplicationBuilderSettings> configure,
        params string[] args)
    {
        var builder = DistributedApplicationTestingBuilder.Create(args, (options, settings) =>
        {
            options.ProjectDirectory = TestFolders.Root;
            configure(options, settings);
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return builder;
    }

    /// <summary>An empty model that is only published.</summary>
    public static IDistributedApplicationTestingBuilder CreateForPublishing(string outputPath, params string[] args) =>
        Create([.. args, "--publisher", "manifest", "--output-path", outputPath]);

    /// <summary>Adds a shell that runs a script.</summary>
    public static IResourceBuilder<ExecutableResource> AddShell(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", TestFolders.Root, "-c", script);

    /// <summary>Adds a process that runs until it is stopped.</summary>
    public static IResourceBuilder<ExecutableResource> AddSleeper(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddShell(name, "exec sleep 1000");

    /// <summary>Adds the small web application, without the launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddTestApp(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddProject(name, TestFolders.AppProject, launchProfileName: null).WithHttpEndpoint();

    /// <summary>Builds and starts the application.</summary>
    public static async Task<DistributedApplication> StartAsync(this IDistributedApplicationTestingBuilder builder)
    {
        var application = await builder.BuildAsync(Token);
        await application.StartAsync(Token);
        return application;
    }

    /// <summary>The variables of a resource, as they would be at its start.</summary>
    public static async Task<Dictionary<string, string>> GetVariablesAsync<T>(this IResourceBuilder<T> builder) where T : IResource
    {
        var result = await ExecutionConfigurationBuilder.Create(builder.Resource).WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ApplicationBuilder.ExecutionContext, cancellationToken: Token);
        return result.Exception is { } exception ? throw exception : result.EnvironmentVariables.ToDictionary();
    }

    /// <summary>The arguments of a resource, as they would be at its start.</summary>
    public static async Task<string[]> GetArgumentsAsync<T>(this IResourceBuilder<T> builder) where T : IResource
    {
        var result = await ExecutionConfigurationBuilder.Create(builder.Resource).WithArgumentsConfig()
            .BuildAsync(builder.ApplicationBuilder.ExecutionContext, cancellationToken: Token);
        return result.Exception is { } exception ? throw exception : [.. result.Arguments.Select(argument => argument.Value)];
    }

    /// <summary>Gives an endpoint an address, as the runtime does at the start.</summary>
    public static IResourceBuilder<T> Allocate<T>(this IResourceBuilder<T> builder, string endpointName, int port) where T : IResourceWithEndpoints =>
        builder.WithEndpoint(endpointName, endpoint => endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port), createIfNotExists: false);
}
