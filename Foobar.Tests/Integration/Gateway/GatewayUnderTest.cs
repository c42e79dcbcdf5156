using System.Diagnostics.Metrics;
using Foobar.Gateway.AccessLog;
using Foobar.Gateway.Admin;
using Foobar.Gateway.Caching;
using Foobar.Gateway.Maintenance;
using Foobar.Gateway.Protection;
using Foobar.Gateway.Proxying;
using Foobar.Gateway.Tracing;
using Foobar.Gateway.Transport;
using Foobar.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>The gateway's proxy on a port of its own, in front of destinations of the test.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayUnderTest(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    /// <summary>Sends requests to the gateway.</summary>
    public HttpClient Client { get; }

    /// <summary>What it knows of its destinations.</summary>
    public StatisticsSnapshot Statistics => _app.Services.GetRequiredService<Statistics>().Take();

    /// <summary>Makes its meters, which no other gateway of the process shares.</summary>
    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    /// <summary>The operators' server.</summary>
    public Uri AdminAddress => new($"http://{_app.Services.GetRequiredService<AdminServer>().Address}");

    /// <summary>Changes settings while it runs.</summary>
    public void Change(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _app.Configuration[key] = value;
        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    /// <summary>Starts a gateway that tries the destinations in this order.</summary>
    public static Task<GatewayUnderTest> StartAsync(params Uri[] destinations) => StartAsync(destinations, []);

    /// <summary>Starts a gateway with settings of its own, by their keys.</summary>
    public static async Task<GatewayUnderTest> StartAsync(Uri[] destinations, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, ApplicationName = "Foobar.Gateway" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
        [
            new("ReverseProxy:Routes:site:ClusterId", "web"),
            new("ReverseProxy:Routes:site:Match:Path", "{**path}"),
            // The first one that may be tried, so that a test knows which one that is.
            new("Balancing:Policy", "First"),
            .. destinations.Select((destination, index) => new KeyValuePair<string, string?>($"ReverseProxy:Clusters:web:Destinations:web-{index + 1}:Address", destination.ToString())),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults(tracesRequests: false);
        builder.AddTransport();
        builder.AddProtection();
        builder.AddProxy();
        builder.AddResponseCache();
        builder.AddAdmin();
        builder.AddAccessLog();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseMiddleware<RequestTrace>();
        app.UseAccessLog();
        app.UseProtection();
        app.UseMiddleware<MaintenanceAnswer>();
        app.MapProxy();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new GatewayUnderTest(app);
    }

    /// <summary>Lets it end its work, as when it is asked to stop.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
