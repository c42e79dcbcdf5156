using Foobar.AppHost.MySqlCluster;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace RoutingCost;

/// <summary>The MySQL cluster of the model, with fresh data and without the site.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly DistributedApplication _app;
    private readonly MySqlClusterResource _cluster;

    private RunningCluster(DistributedApplication app, MySqlClusterResource cluster)
    {
        _app = app;
        _cluster = cluster;
    }

    /// <summary>The names of the members.</summary>
    public IEnumerable<string> Members => _cluster.Members.Select(member => member.Name);

    /// <summary>Starts it and returns when all members are in the group and the schema is there.</summary>
    public static async Task<RunningCluster> StartAsync(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Foobar_AppHost>(["--Data:Persistent=false"], cancellationToken);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        foreach (var site in builder.Resources.Where(resource => resource.Name is FoobarNames.Resources.Web1 or FoobarNames.Resources.Web2 or FoobarNames.Resources.Gateway).ToArray())
            builder.Resources.Remove(site);
        var cluster = builder.Resources.OfType<MySqlClusterResource>().Single();
        var running = new RunningCluster(await builder.BuildAsync(cancellationToken), cluster);
        try
        {
            await running._app.StartAsync(cancellationToken);
            var notifications = running._app.ResourceNotifications;
            await notifications.WaitForResourceHealthyAsync(FoobarNames.Resources.Database, cancellationToken).WaitAsync(StartLimit, cancellationToken);
            // A replica that the routing has seen on its way into the group would come to its share of reads slowly.
            foreach (var member in running.Members)
                await notifications.WaitForResourceAsync(member, IsInStep, cancellationToken).WaitAsync(StartLimit, cancellationToken);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection string of a member for <c>root</c>.</summary>
    public async Task<string> GetRootAsync(string member, CancellationToken cancellationToken) => (await _app.GetConnectionStringAsync(member, cancellationToken))!;

    /// <summary>The connection string of a member for the site's own user, as the webs have it.</summary>
    public async Task<string> GetSiteAsync(string member, CancellationToken cancellationToken) =>
        new MySqlConnectionStringBuilder(await GetRootAsync(member, cancellationToken))
        {
            UserID = FoobarNames.MySqlUsers.Web,
            Password = await _cluster.SitePassword.GetValueAsync(cancellationToken),
            Database = FoobarNames.DatabaseName,
            SslMode = MySqlSslMode.Required,
        }.ConnectionString;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static bool IsInStep(ResourceEvent current) =>
        current.Snapshot.Properties.Any(property => property is { Name: "mysql.role", Value: "Primary" or "Replica" });
}
