using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>The web server inside the application host that tells the dashboard about resources. It listens on loopback only.</summary>
internal sealed class ResourceServiceHost(ResourceServiceHandler handler, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _server;

    public async Task StartAsync(Uri address, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        // An empty builder reads no configuration: the urls and certificates of the application host are the dashboard's, not this server's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.WebHost.UseKestrelCore();
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            Listen(options, address, certificate);
        });
        _server = builder.Build();
        _server.Run(context => handler.HandleAsync(context, _stopping.Token));
        await _server.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static void Listen(KestrelServerOptions options, Uri address, X509Certificate2? certificate)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
        }

        if (IPAddress.TryParse(address.DnsSafeHost, out var ip))
            options.Listen(ip, address.Port, Configure);
        else
            options.ListenLocalhost(address.Port, Configure);
    }
}
