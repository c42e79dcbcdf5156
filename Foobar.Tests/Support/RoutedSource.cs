using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Foobar.Web.Data;
using Foobar.Web.Data.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Support;

/// <summary>The routing data source by itself, without the site, over any servers.</summary>
internal sealed class RoutedSource : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    private RoutedSource(IHost host)
    {
        _host = host;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == host.Services.GetRequiredService<IMeterFactory>())
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, measurement, tags, _) =>
        {
            var key = instrument.Name + string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
            _counts.AddOrUpdate(key, measurement, (_, before) => before + measurement);
        });
        _listener.Start();
    }

    public RoutingDataSource Source => _host.Services.GetRequiredService<RoutingDataSource>();

    public SiteDatabase Database => _host.Services.GetRequiredService<SiteDatabase>();

    public Cluster Cluster => _host.Services.GetRequiredService<Cluster>();

    public ClusterSnapshot Snapshot => _host.Services.GetRequiredService<ClusterState>().Current;

    /// <summary>Starts the probes, and returns when each member has a role.</summary>
    /// <param name="members">Names and connection strings, for <c>root</c> or another user.</param>
    /// <param name="settings">Settings of the section <c>MySql</c>.</param>
    public static async Task<RoutedSource> StartAsync(IReadOnlyDictionary<string, string> members, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Foobar.Web" });
        builder.Configuration.AddInMemoryCollection(
        [
            new("MySql:Members", string.Join(',', members.Keys)),
            .. members.Select(member => new KeyValuePair<string, string?>($"ConnectionStrings:{member.Key}", member.Value)),
            .. settings.Select(setting => new KeyValuePair<string, string?>($"MySql:{setting.Key}", setting.Value)),
        ]);
        builder.Logging.ClearProviders();
        builder.AddMySqlRouting();
        var routed = new RoutedSource(builder.Build());
        await routed._host.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(routed.Snapshot.Members.All(member => member.Role != MemberRole.Unknown)), "a role for each member");
        return routed;
    }

    /// <summary>What a counter came to, with its tags, such as <c>foobar.mysql.reads member=a level=strong</c>.</summary>
    public long Count(string counter) => _counts.Where(count => count.Key.StartsWith(counter, StringComparison.Ordinal)).Sum(count => count.Value);

    /// <summary>The server that answers a read of this level.</summary>
    public async Task<int> ReadServerIdAsync(ReadLevel level)
    {
        await using var connection = await Source.OpenReadAsync(level, TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT @@server_id";
        return Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _listener.Dispose();
    }
}
