using System.Net;
using Foobar.Gateway.Balancing;
using Foobar.ServiceDefaults;
using Foobar.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Foobar.Gateway.Admin;

/// <summary>The operators' own server, on a port of its own: nothing that visitors can send reaches it.</summary>
internal sealed partial class AdminServer(AdminOptions options, DestinationRegistry registry, Statistics statistics, Changes changes, IServiceProvider gateway, ILoggerFactory loggers, ILogger<AdminServer> logger)
    : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens; null without a port.</summary>
    public IPEndPoint? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Port == 0)
            return;
        Address = new IPEndPoint(IPAddress.Parse(options.Address), options.Port);
        // Nothing of the gateway's own settings: neither its addresses nor its limits are those of this server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddLogging();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(registry);
        builder.Services.AddSingleton(statistics);
        builder.Services.AddSingleton(changes);
        // The gateway itself listens to the signals of the system.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(Address, listen => listen.Protocols = HttpProtocols.Http1);
        });
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            // Operators are no visitors, and what they ask does not count among the site's requests.
            if (context.Features.Get<IHttpMetricsTagsFeature>() is { } measured)
                measured.MetricsDisabled = true;
            return next(context);
        });
        // Prometheus reads figures and has no key: with it, it could take destinations out.
        _app.UseWhen(context => !context.Request.Path.Equals(FoobarNames.MetricsPath, StringComparison.OrdinalIgnoreCase), rest => rest.UseMiddleware<AdminAccess>());
        _app.MapMetrics(gateway);
        _app.MapAdmin();
        await _app.StartAsync(cancellationToken);
        LogStarted(Address);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Ends it, even where nobody has asked it to stop: a host whose start fails does not.</summary>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(EventId = 430, Level = LogLevel.Information, Message = "The statistics are at http://{Address}; user admin.")]
    private partial void LogStarted(IPEndPoint address);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
