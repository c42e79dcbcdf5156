using Foobar.ServiceDefaults;
using GatewaySpeed.Machine;
using GatewaySpeed.Peers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GatewaySpeed.Model;

/// <summary>The site's own webs and its database with data of their own, seeded, without the gateway of the model; all of it is gone at the end.</summary>
/// <remarks>What the model starts has the cores of this process, which are those of the load.</remarks>
internal sealed class RunningSite : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly string[] Webs = [FoobarNames.Resources.Web1, FoobarNames.Resources.Web2];

    private readonly DistributedApplication _app;

    private RunningSite(DistributedApplication app) => _app = app;

    /// <summary>Starts it and returns when it is healthy and seeded.</summary>
    public static async Task<RunningSite> StartAsync(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Foobar_AppHost>(["--Data:Persistent=false"], cancellationToken);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Resources.Remove(builder.Resources.Single(resource => resource.Name == FoobarNames.Resources.Gateway));
        foreach (var web in builder.Resources.OfType<ProjectResource>().Where(project => Webs.Contains(project.Name)).ToArray())
            builder.CreateResourceBuilder(web).WithEnvironment(context => MakeProduction(context.EnvironmentVariables));
        var site = new RunningSite(await builder.BuildAsync(cancellationToken));
        try
        {
            await site._app.StartAsync(cancellationToken);
            foreach (var resource in Webs)
                await site._app.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken).WaitAsync(StartLimit, cancellationToken);
            await site.SeedAsync(cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>What every peer is given, with these webs.</summary>
    public Site For(string folder, ServerCertificate certificate) => new(folder, certificate, [.. Webs.Select(web => new SiteWeb(_app.GetEndpoint(web, "http").Authority))]) { ReadyPath = "/" };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>As deployed, and without telemetry, which nobody would receive here.</summary>
    private static void MakeProduction(Dictionary<string, object> variables)
    {
        foreach (var telemetry in variables.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
            variables.Remove(telemetry);
        variables["OTEL_SDK_DISABLED"] = "true";
        variables["ASPNETCORE_ENVIRONMENT"] = "Production";
        variables["DOTNET_ENVIRONMENT"] = "Production";
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var started = await _app.ResourceCommands.ExecuteCommandAsync(FoobarNames.Resources.Seed, KnownResourceCommands.StartCommand, cancellationToken);
        if (!started.Success)
            throw new InvalidOperationException($"The seed could not be started: {started.Message}");
        var ended = await _app.ResourceNotifications.WaitForResourceAsync(
            FoobarNames.Resources.Seed, current => KnownResourceStates.TerminalStates.Contains(current.Snapshot.State?.Text), cancellationToken).WaitAsync(StartLimit, cancellationToken);
        if (ended.Snapshot.ExitCode != 0)
            throw new InvalidOperationException($"The seed ended with exit code {ended.Snapshot.ExitCode}.");
    }
}
