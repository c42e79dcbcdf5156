using Foobar.Web.Data.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace RoutingCost;

/// <summary>The routing data source by itself, without the rest of the web, and the bare data sources below it.</summary>
internal sealed class RoutedReads(IHost host) : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly RoutingDataSource _source = host.Services.GetRequiredService<RoutingDataSource>();
    private readonly ClusterState _state = host.Services.GetRequiredService<ClusterState>();
    private readonly CancellationTokenSource _never = new();
    private MySqlDataSource[] _replicas = [];
    private int _turn;

    /// <summary>Starts the probes, and returns when a primary and its replicas are seen in step.</summary>
    public static async Task<RoutedReads> StartAsync(RunningCluster cluster, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Foobar.Web" });
        var settings = new Dictionary<string, string?> { ["MySql:Members"] = string.Join(',', cluster.Members) };
        foreach (var member in cluster.Members)
            settings[$"ConnectionStrings:{member}"] = await cluster.GetSiteAsync(member, cancellationToken);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.AddMySqlRouting();
        var reads = new RoutedReads(builder.Build());
        await reads.StartAsync(cancellationToken);
        return reads;
    }

    /// <summary>A replica's own data source, the two in turn as the routing does.</summary>
    public ValueTask<MySqlConnection> OpenBareAsync() => _replicas[++_turn % _replicas.Length].OpenConnectionAsync();

    /// <summary>The same with a token that somebody could cancel, as the routing gives one, to give up a member that hangs.</summary>
    public ValueTask<MySqlConnection> OpenCancellableAsync() => _replicas[++_turn % _replicas.Length].OpenConnectionAsync(_never.Token);

    public ValueTask<MySqlConnection> OpenEventualAsync() => _source.OpenReadAsync(ReadLevel.Eventual, CancellationToken.None);

    public ValueTask<MySqlConnection> OpenStrongAsync() => _source.OpenReadAsync(ReadLevel.Strong, CancellationToken.None);

    /// <summary>A read of somebody who has a position, which all replicas have reached.</summary>
    public Func<ValueTask<MySqlConnection>> AtPosition()
    {
        var level = ReadLevel.AtLeast(_state.Current.Members[_state.Current.Primaries.At(0)].Position);
        return () => _source.OpenReadAsync(level, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        _never.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await host.StartAsync(cancellationToken);
        while (!IsInStep(_state.Current))
            await Task.Delay(Poll, cancellationToken);
        var snapshot = _state.Current;
        _replicas = [.. snapshot.Members.Where(member => member.Role == MemberRole.Replica).Select(member => host.Services.GetRequiredKeyedService<MySqlDataSource>(member.Name))];
    }

    private static bool IsInStep(ClusterSnapshot snapshot) => !snapshot.Primaries.IsEmpty
        && snapshot.Replicas.Count == snapshot.Members.Length - 1
        && snapshot.Returning.IsEmpty
        && snapshot.Members.All(member => member.Position.Contains(snapshot.Members[snapshot.Primaries.At(0)].Position));
}
