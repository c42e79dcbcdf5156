using Foobar.Gateway.Caching;
using Foobar.Gateway.Maintenance;
using Foobar.Gateway.Proxying;
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
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Integration.Gateway.Caching;

/// <summary>The gateway's cache and proxy on a port of their own, in front of a web of the test, with a clock of the test.</summary>
internal sealed class CachingGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CachingGateway(WebApplication app, FakeTimeProvider time)
    {
        (_app, Time) = (app, time);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Sends requests to the gateway.</summary>
    public HttpClient Client { get; }

    /// <summary>The clock by which answers grow old.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>What the cache has done so far.</summary>
    public CacheStatistics Statistics => _app.Services.GetRequiredService<CacheTelemetry>().Read();

    /// <summary>Starts a gateway with settings of its own, by their keys.</summary>
    public static async Task<CachingGateway> StartAsync(Uri web, params (string Key, string Value)[] settings)
    {
        var time = new FakeTimeProvider();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, ApplicationName = "Foobar.Gateway" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
        [
            new("ReverseProxy:Routes:site:ClusterId", "web"),
            new("ReverseProxy:Routes:site:Match:Path", "{**path}"),
            new("ReverseProxy:Clusters:web:Destinations:web-1:Address", web.ToString()),
            // The clock does not move by itself, so nothing may wait for it.
            new("Retry:StartWithin", "00:00:00"),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)),
        ]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddTransport();
        builder.AddResponseCache();
        builder.AddProxy();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseMiddleware<MaintenanceAnswer>();
        app.UseResponseCache();
        app.MapDefaultEndpoints();
        app.MapProxy();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new CachingGateway(app, time);
    }

    /// <summary>GETs a path, with headers.</summary>
    public Task<CachedAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    /// <summary>Sends a request, with headers, and reads all of the answer.</summary>
    public async Task<CachedAnswer> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new CachedAnswer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Changes a setting while the gateway runs.</summary>
    public void Configure(string key, string value)
    {
        _app.Configuration[key] = value;
        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    /// <summary>Time passes.</summary>
    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
